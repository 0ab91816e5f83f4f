import fc from 'fast-check';
import { imageJob, type ImageJob } from '../../nodes/kling/imageJob';
import { imageModels, imageRatios, imageResolutions, pictureUses } from '../../nodes/kling/imageModels';
import { elementJob, elementTags, voiceJob, type ElementJob, type VoiceJob } from '../../nodes/kling/libraryJobs';

/** Random jobs for pictures, elements and voices near the edges of what is allowed; many break a rule or two. */

const picture = { url: 'https://media.example.org/a.png' };
const elements = Array.from({ length: 10 }, (_, i) => ({ id: String(829836802793406551n + BigInt(i)) }));

const usually = <T>(usual: T, others: readonly T[]): fc.Arbitrary<T> =>
	fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fc.constantFrom(...others) });

/** The first few of a list, often none. */
const some = <T>(list: T[]) =>
	fc.oneof({ weight: 6, arbitrary: fc.constant<T[]>([]) }, { weight: 4, arbitrary: fc.nat(list.length).map((n) => list.slice(0, n)) });

const words = (...lengths: number[]) =>
	usually(
		'a boat',
		lengths.map((length) => 'x'.repeat(length)),
	);
const share = fc.constantFrom(undefined, undefined, 0, 0.5, 1, 1.1, -0.1);

/** Holds only what the endpoint has a place for: the encoder leaves the rest out, so the service has no opinion of it. */
function imageJobFor(model: string): fc.Arbitrary<ImageJob> {
	const isOmni = imageModels[model]!.endpoint === 'omniImage';
	const pictures = isOmni ? some(Array.from({ length: 11 }, () => picture)) : some([picture]);
	const common = fc.record({
		prompt: words(0, 1, 2500, 2501),
		images: pictures,
		elements: some(elements),
		resolution: fc.constantFrom(...imageResolutions),
		count: usually(1, [0, 2, 9, 10]),
		aspectRatio: fc.constantFrom(...imageRatios),
		watermark: fc.boolean(),
	});
	const special: fc.Arbitrary<object> = isOmni
		? fc.record({
				resultType: usually<string>('single', ['series']),
				seriesAmount: fc.constantFrom<number | string>('auto', 1, 2, 9, 10),
			})
		: fc.record({
				negativePrompt: usually('', ['blur', 'x'.repeat(2500), 'x'.repeat(2501)]),
				pictureUse: usually<string>('none', pictureUses),
				pictureFidelity: share,
				faceFidelity: share,
			});
	return fc.tuple(common, special).map(([parts, others]) => imageJob.parse({ model, ...parts, ...others }));
}

export const imageJobs: fc.Arbitrary<ImageJob> = fc.constantFrom(...Object.keys(imageModels)).chain(imageJobFor);

const name = words(0, 1, 20, 21);
const description = words(0, 1, 100, 101);
const presetVoice = '850000000000000001';

export const elementJobs: fc.Arbitrary<ElementJob> = fc
	.record({
		name,
		description,
		elementKind: fc.constantFrom('multiImage', 'videoCharacter'),
		images: fc.array(fc.constantFrom('frontal', 'other', 'other'), { maxLength: 5 }),
		hasVideo: fc.boolean(),
		voiceId: fc.constantFrom(undefined, presetVoice),
		tags: fc.subarray(Object.keys(elementTags)),
	})
	.map(({ images, hasVideo, elementKind, ...parts }) =>
		elementJob.parse({
			...parts,
			elementKind,
			// the encoder sends one frontal view
			images: images.filter((role, index) => role === 'other' || images.indexOf(role) === index).map((role) => ({ role, ...picture })),
			video: hasVideo ? { media: { url: 'https://media.example.org/person.mp4' } } : undefined,
		}),
	);

export const voiceJobs: fc.Arbitrary<VoiceJob> = fc
	.record({ name, hasSound: fc.boolean() })
	.map(({ name: called, hasSound }) =>
		voiceJob.parse({ name: called, ...(hasSound ? { sound: { url: 'https://media.example.org/voice.mp3' } } : {}) }),
	);
