import fc from 'fast-check';
import { videoJob, type VideoJob } from '../../nodes/kling/videoJob';
import { assemblePrompt, attachments, references, sentPrompt } from '../../nodes/kling/prompt';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import { type Dialect, dialects, dialectWith } from '../dialects';

/** References in prompts: what they may look like, what they mean, and how each service gets them. */

const url = 'https://media.example.org/a.png';
const job = (fields: object = {}): VideoJob =>
	videoJob.parse({
		operation: 'referenceToVideo',
		model: 'kling-v3-omni',
		prompt: 'a boat',
		images: [url, { url, name: 'anna' }, { url, name: 'ann' }],
		elements: ['829836802793406551', { id: '829836802793406552', name: 'El Capitán' }],
		...fields,
	});
const withVideo = job({ video: { role: 'feature', media: { url: 'https://media.example.org/a.mp4' } } });

const numbered: Array<[string, string]> = [
	['@image1 waves', '<<<image_1>>> waves'],
	['@image_1 waves', '<<<image_1>>> waves'],
	['<<<image_1>>> waves', '<<<image_1>>> waves'],
	['<<< Image1 >>> waves', '<<<image_1>>> waves'],
	['@IMAGE1, @Element_2!', '<<<image_1>>>, <<<element_2>>>!'],
	['@image1@image2', '<<<image_1>>>@image2'],
	['@anna and @ann', '<<<image_2>>> and <<<image_3>>>'],
	['@Anna’s hat', '<<<image_2>>>’s hat'],
	['@El Capitán steers', '<<<element_2>>> steers'],
	['让@image1走向@element1', '让<<<image_1>>>走向<<<element_1>>>'],
	['like @video1', 'like <<<video_1>>>'],
	// none of these is a reference
	['write to ann@image1.example', 'write to ann@image1.example'],
	['@image12 and @annabel', '@image12 and @annabel'],
	['@image9 and <<<element_3>>>', '@image9 and <<<element_3>>>'],
	['a plain @ sign', 'a plain @ sign'],
];

test.each(numbered)('classic and Model Studio get “%s” as “%s”', (prompt, sent) => {
	expect(sentPrompt(dialectWith('classic').token, withVideo)(prompt)).toBe(sent);
	expect(sentPrompt(dialectWith('modelStudio').token, withVideo)(prompt)).toBe(sent);
});

test.each([
	['@image1 and <<<image_2>>>', '@image_1 and @anna'],
	['@anna and @ann and @Element2', '@anna and @ann and @El Capitán'],
	['like @video1', 'like @video_1'],
	['@image9', '@image9'],
])('the current API gets “%s” as “%s”', (prompt, sent) => expect(sentPrompt(dialectWith('current').token, withVideo)(prompt)).toBe(sent));

test('a reference that has nothing behind it is known as one', () => {
	expect(references('@image4 meets @image1 and <<<voice_1>>>', attachments(job()))).toEqual([
		{ text: '@image4' },
		{ text: '@image1', attachment: { kind: 'image', number: 1 } },
		{ text: '<<<voice_1>>>' },
	]);
});

test('text without references goes out as it came, whatever it holds', () => {
	const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/@|<<</.test(text));
	fc.assert(
		fc.property(plain, fc.constantFrom(...dialects), (text, dialect) =>
			expect(sentPrompt(dialectWith(dialect).token, withVideo)(text)).toBe(text),
		),
		{ numRuns: 500 },
	);
});

test('every attachment can be named, and its token means the same when it is read again', () => {
	const tokens = attachments(withVideo).map(({ kind, number }) => `@${kind}${number}`);
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.constantFrom(...tokens), fc.lorem({ maxCount: 3 }))), (words) => {
			const prompt = words.join(' ');
			const meant = (text: string) => references(text, attachments(withVideo)).map(({ attachment }) => attachment);
			for (const dialect of dialects) {
				const sent = sentPrompt(dialectWith(dialect).token, withVideo)(prompt);
				expect(meant(sent)).toEqual(meant(prompt));
				expect(sentPrompt(dialectWith(dialect).token, withVideo)(sent)).toBe(sent);
			}
		}),
		{ numRuns: 300 },
	);
});

describe('the service counts the characters that it gets', () => {
	const tooLong = (fields: object, dialect: Dialect, severity = 'error') =>
		checkRules(adjust(job({ elements: [], ...fields }), dialectWith(dialect)), dialectWith(dialect))
			.filter((problem) => problem.severity === severity && problem.message.includes('characters'))
			.map(({ rule, message }) => `${message} (${rule})`);
	const filled = (start: string, length: number) => start.padEnd(length, 'x');

	test('references are longer there than in the panel', () => {
		expect(tooLong({ prompt: filled('@image1 @image2 @image3 ', 2482) }, 'classic')).toEqual([]);
		expect(tooLong({ prompt: filled('@image1 @image2 @image3 ', 2483) }, 'classic')).toEqual([
			'Prompt has 2501 characters with its references written out, but takes 2500 (§3)',
		]);
		expect(tooLong({ prompt: filled('@image1 ', 2500) }, 'modelStudio', 'warning')).toEqual([
			'Prompt has 2506 characters with its references written out, but is cut after 2500 (R46)',
		]);
		expect(tooLong({ prompt: filled('@image1 ', 3072) }, 'current')).toEqual([
			'Prompt has 3073 characters with its references written out, but takes 3072 (R71)',
		]);
	});

	test('in a storyboard, shot by shot', () => {
		const board = (length: number) => ({ shots: 'storyboard', storyboard: [{ prompt: filled('@image1 ', length), seconds: 5 }] });
		expect(tooLong(board(506), 'classic')).toEqual([]);
		expect(tooLong(board(507), 'classic')).toEqual([
			'The prompt of storyboard shot 1 has 513 characters with its references written out, but takes 512 (R12)',
		]);
		expect(tooLong(board(511), 'current')).toEqual([]);
	});
});

test.each([
	[{ subject: 'a paper boat', action: 'drifts', scene: 'past a lighthouse' }, 'A paper boat drifts past a lighthouse.'],
	[
		{ subject: 'a chef,', action: 'plates a dish. ', camera: 'slow dolly in', light: 'warm;', dialogue: '“Enjoy!”' },
		'A chef plates a dish. Slow dolly in. Warm. “Enjoy!”',
	],
	[{ camera: 'handheld' }, 'Handheld.'],
	[{ subject: ' ', scene: '' }, ''],
])('a guided prompt: %j', (parts, prompt) => expect(assemblePrompt(parts)).toBe(prompt));
