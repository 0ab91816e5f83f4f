import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { between, defined, flag, flagOn, group, minutes, number, oneOf, optionalText, prepared, shown, wholeNumber } from '../kling/values';
import { itemParameters, parse, valuesFor, type Read } from './parameters';

/**
 * What a person decides about an order beside the job itself, read once per item.
 *
 * An option that was added and is empty is refused, texts excepted: whoever adds Dry Run, a ceiling or On Existing means
 * something by it, and the default may be the dearer choice.
 */

const completionWays = ['wait', 'callback', 'submit'] as const;

/** Longer than Kling keeps files there is nothing to wait for: 30 days, in minutes. */
const longestWait = 30 * 24 * 60;

/** Minutes, as milliseconds. */
export const timeLimit = z.pipe(
	z._default(
		minutes.check(
			z.refine((value) => value > 0 && value <= longestWait, {
				error: ({ input }) => `must be more than 0 and at most ${longestWait} (30 days), but is ${shown(input)}`,
			}),
		),
		30,
	),
	z.transform((value) => value * 60_000),
);

const price = z.optional(number.check(between(0)));
const filled = z.pipe(
	optionalText,
	z.transform((value) => value || undefined),
);

const schema = z.object({
	completion: z._default(oneOf(completionWays), 'wait'),
	download: flag,
	options: prepared(
		(value) => (value === undefined ? {} : value),
		group(
			{
				dryRun: flag,
				idempotency: z._default(oneOf(['perExecution', 'sameInput', 'ownKey']), 'perExecution'),
				/** What the key may be is in `ownKey.ts`. */
				idempotencyKey: z.optional(z.unknown()),
				onExisting: z._default(oneOf(['return', 'refuse']), 'return'),
				maxConcurrentTasks: z._default(wholeNumber.check(between(1, 100)), 5),
				/** Units; no ceiling if absent. */
				maxCost: price,
				usdPerUnit: price,
				unitsEach: price,
				timeLimit,
				simplify: flagOn,
				skipMediaChecks: flag,
				temporaryUpload: flag,
				tag: filled,
				reference: filled,
				callbackUrl: filled,
				watermark: flag,
				cfgScale: z.optional(number),
				imageItems: z._default(oneOf(['one', 'each']), 'one'),
			},
			'a set of options',
		),
	),
});

type Parsed = z.output<typeof schema>;
export type Options = Omit<Parsed, 'options'> & Parsed['options'];

/** How a finished task is given out. */
export type Giving = Pick<Options, 'simplify' | 'download' | 'usdPerUnit' | 'unitsEach' | 'imageItems'>;

/** What is kept with an execution that is put aside. */
export const givingIn = ({ simplify, download, usdPerUnit, unitsEach, imageItems }: Options): Giving => ({
	simplify,
	download,
	imageItems,
	...defined({ usdPerUnit, unitsEach }),
});

const flat = ({ options, ...rest }: Parsed): Options => ({ ...rest, ...options });

/** What holds where nothing is said. */
export const usualOptions: Options = flat(schema.parse({}));

/** The options of an item; problems name each one that is not clear. */
export function readOptions(context: IExecuteFunctions, itemIndex: number): Read<Options> {
	const read = parse(schema, valuesFor(schema, itemParameters(context, itemIndex)), context.getNode());
	return read.problems ? read : { values: flat(read.values) };
}
