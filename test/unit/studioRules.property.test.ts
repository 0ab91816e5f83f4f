import fc from 'fast-check';
import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import { checkStudioRules } from '../../nodes/kling/rules/checkStudioRules';
import { centred } from '../../nodes/kling/studio/expand.product';
import { studioKinds, studioOf, type StudioJob, type StudioKind } from '../../nodes/kling/studio/products';
import { refusalOf } from './opinion';
import { cases } from '../effort';

/** The node's rules and the service's checks on the Studio's products: neither lets through what the other refuses. */

const picture = { url: 'https://media.example.org/a.png' };
const clip = { url: 'https://media.example.org/a.mp4' };
const recording = { url: 'https://media.example.org/a.mp3' };

const usually = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
	fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fc.constantFrom(...others) });
const words = (...lengths: number[]) => usually('a boat', ...lengths.map((length) => 'x'.repeat(length)));
const side = usually(0.2, 0, 0.5, 1, 2, 2.1, -0.1);

/** Values on both sides of every border; what Kling has made elsewhere is not known to these checks, so no ids of it. */
const values: Record<StudioKind, fc.Arbitrary<object>> = {
	avatar: fc.record({
		image: fc.constant(picture),
		sound: usually<object | undefined>(recording, undefined),
		prompt: words(0, 1, 2500, 2501),
		quality: fc.constantFrom('720p', '1080p'),
		watermark: fc.boolean(),
	}),
	expand: fc.record({
		image: fc.constant(picture),
		expandBy: fc.constant('sides'),
		up: side,
		down: side,
		left: side,
		right: side,
		prompt: words(0, 2500, 2501),
		count: usually(1, 0, 2, 9, 10),
		watermark: fc.boolean(),
	}),
	faces: fc.record({ video: usually<object | undefined>(clip, undefined) }),
	lipSync: fc.constant({}),
	speech: fc.record({
		text: words(0, 1, 1000, 1001),
		voiceId: usually('genshin_vindi2', ''),
		language: fc.constantFrom('en', 'zh'),
		// brought within the limits before it is sent
		speed: usually(1, 0.1, 0.84, 2.06, 9),
	}),
	textToAudio: fc.record({ prompt: words(0, 1, 200, 201), duration: usually(5, 2.9, 3, 3.1, 3.25, 9.9, 10, 10.1) }),
	videoToAudio: fc.record({
		video: usually<object | undefined>(clip, undefined),
		soundPrompt: words(0, 200, 201),
		musicPrompt: words(0, 200, 201),
		asmr: fc.boolean(),
	}),
};

// a lip sync depends on what was found before
test.each(studioKinds.filter((kind) => kind !== 'lipSync'))('the node and the service agree on 3,000 random jobs: %s', (kind) => {
	const seen = { accepted: 0, refused: 0 };
	fc.assert(
		fc.property(values[kind], (raw) => {
			const job = studioOf({ kind }).schema.parse({ kind, ...raw }) as StudioJob;
			const ours = checkStudioRules(job, classic).find(({ severity }) => severity === 'error')?.message;
			const theirs = refusalOf(classic.encode(job, 'key-1'));
			seen[theirs === undefined ? 'accepted' : 'refused']++;
			if ((ours === undefined) !== (theirs === undefined))
				throw new Error(`the node says “${ours ?? 'fine'}”, the service “${theirs ?? 'fine'}”`);
		}),
		{ numRuns: cases(3_000) },
	);
	expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(cases(300));
});

describe('the sides that lead to a ratio', () => {
	test('are the vendor’s own for its printed example', () => {
		expect(centred({ width: 100, height: 100 }, 16 / 9, 3)).toEqual({ up: 0.1495, down: 0.1495, left: 0.6547, right: 0.6547 });
	});

	test('never make the picture larger than Kling takes, and bring it to the ratio', () => {
		const sizes = fc.record({ width: fc.integer({ min: 300, max: 8000 }), height: fc.integer({ min: 300, max: 8000 }) });
		const ratio = fc.constantFrom(1, 16 / 9, 9 / 16, 4 / 5, 21 / 9, 2 / 3);
		fc.assert(
			fc.property(sizes, ratio, (size, wanted) => {
				const is = size.width / size.height;
				const growth = Math.max(wanted / is, is / wanted);
				fc.pre(growth <= 3);
				const { up, down, left, right } = centred(size, wanted, growth);
				const body = {
					image: picture.url,
					up_expansion_ratio: up,
					down_expansion_ratio: down,
					left_expansion_ratio: left,
					right_expansion_ratio: right,
				};
				expect(refusalOf({ method: 'POST', path: '/v1/images/editing/expand', body })).toBeUndefined();
				const made = (is * (1 + left + right)) / (1 + up + down);
				expect(Math.abs(made / wanted - 1)).toBeLessThan(0.0003);
			}),
			{ numRuns: cases(2_000) },
		);
	});
});
