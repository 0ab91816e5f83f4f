/**
 * How much the long tests do. `npm test` takes a sample, so that it is done in minutes; CI, and `KLING_TESTS=full`, take
 * everything. What is sampled is drawn from one seed, which is printed: `KLING_SEED=… npm test` draws the same again.
 */
export const isThorough = Boolean(process.env.CI) || process.env.KLING_TESTS === 'full';

/** One case of so many is taken in a sample. */
const oneOf = 10;

/** How many of a number of random cases are tried. */
export const cases = (all: number): number => (isThorough ? all : Math.ceil(all / oneOf));

/** The cases of a list that are tried, in its order; all of them, or a sample that the seed decides. */
export function* sampled<Case>(list: Iterable<Case>): Generator<Case> {
	let index = seed() % oneOf;
	for (const each of list) if (isThorough || index++ % oneOf === 0) yield each;
}

/** The cases of a short list that are tried: all, or the one that the seed decides. */
export const few = <Case>(list: readonly Case[]): readonly Case[] => (isThorough ? list : [list[seed() % list.length]!]);

/** The seed of this run; `printSeed` has set it. */
export const seed = () => Number(process.env.KLING_SEED);
