import fc from 'fast-check';
import { videoJob, type VideoJob } from '../../nodes/kling/videoJob';
import { aspectRatios, modelsFor, qualities, shotKinds, videoModels, videoOperations } from '../../nodes/kling/models';
import { type Dialect, dialects, dialectWith } from '../dialects';

/**
 * Random video jobs near the edges of what is allowed; many break a rule or two.
 *
 * They hold only what the wire has a place for: a negative prompt on a model without that key, say, is dropped by the
 * encoder, so the service has no opinion about it.
 */

const picture = { url: 'https://media.example.org/a.png' };
const clip = { url: 'https://media.example.org/a.mp4' };
const multiImage = Array.from({ length: 8 }, (_, i) => ({ id: String(829836802793406551n + BigInt(i)), kind: 'multiImage' }));
const characters = Array.from({ length: 5 }, (_, i) => ({ id: String(829836802793407001n + BigInt(i)), kind: 'videoCharacter' }));
const voices = Array.from({ length: 3 }, (_, i) => ({ id: String(850000000000000001n + BigInt(i)) }));

const usually = <T>(usual: T, others: readonly T[]): fc.Arbitrary<T> =>
	fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fc.constantFrom(...others) });

/** The first few of a list, often none. */
const some = <T>(list: T[]) =>
	fc.oneof({ weight: 6, arbitrary: fc.constant<T[]>([]) }, { weight: 4, arbitrary: fc.nat(list.length).map((n) => list.slice(0, n)) });

const lengths = [0, 1, 512, 513, 2500, 2501, 3072, 3073];
const words = usually('a boat', ['a; b', 'team@mail.example', ...lengths.map((length) => 'x'.repeat(length))]);
const storyboard = fc.array(fc.record({ prompt: words, seconds: usually(3, [0, 1, 2, 5]) }), { minLength: 0, maxLength: 7 });

const videoRoles: Partial<Record<VideoJob['operation'], string>> = {
	referenceToVideo: 'feature',
	editVideo: 'base',
	motionControl: 'motion',
};

function frames(operation: VideoJob['operation'], family: string): fc.Arbitrary<string[]> {
	if (operation === 'textToVideo' || operation === 'motionControl') return fc.constant([]);
	if (family === 'standard') return usually(['firstFrame'], [['firstFrame', 'lastFrame'], ['lastFrame']]);
	if (operation === 'imageToVideo')
		return usually(['firstFrame'], [['firstFrame', 'lastFrame'], ['firstFrame', 'firstFrame', 'lastFrame'], ['lastFrame']]);
	return usually<string[]>([], [['firstFrame'], ['lastFrame'], ['firstFrame', 'lastFrame']]);
}

function jobFor(dialect: Dialect, operation: VideoJob['operation'], model: string): fc.Arbitrary<VideoJob> {
	const row = videoModels[model]!;
	const attaches = operation !== 'textToVideo';
	const takesPictures = attaches && (row.family === 'omni' || operation === 'motionControl');
	const takesElements = attaches && (row.family === 'omni' || operation === 'imageToVideo' || operation === 'motionControl');
	const speaks = row.family === 'standard' && operation === 'imageToVideo' && dialect !== 'modelStudio';
	const shots = operation === 'motionControl' ? ['single'] : dialect === 'current' ? row.shots : shotKinds;
	return fc
		.record({
			prompt: words,
			negativePrompt:
				dialect === 'classic' && row.family === 'standard' && operation !== 'motionControl'
					? usually('', ['blur', 'x'.repeat(2501)])
					: fc.constant(''),
			shots: usually('single', shots),
			storyboard,
			duration: usually(5, [1, 2, 3, 4, 7, 10, 11, 15, 16]),
			quality: fc.constantFrom(...qualities),
			aspectRatio: fc.constantFrom(...aspectRatios),
			sound: usually(false, [true]),
			frames: frames(operation, row.family),
			pictures: takesPictures
				? some(
						Array.from({ length: operation === 'motionControl' && dialect === 'classic' ? 1 : 8 }, () => ({
							role: 'reference',
							...picture,
						})),
					)
				: fc.constant([]),
			multiImage: takesElements ? some(multiImage) : fc.constant([]),
			characters: takesElements ? some(characters) : fc.constant([]),
			voices: speaks ? some(voices) : fc.constant([]),
			hasVideo: operation === 'referenceToVideo' ? fc.boolean() : fc.constant(true),
			keepSound: fc.boolean(),
			characterOrientation: operation === 'motionControl' ? fc.constantFrom('image', 'video', undefined) : fc.constant(undefined),
			watermark: fc.boolean(),
		})
		.map(({ hasVideo, keepSound, ...parts }) => {
			const role = hasVideo ? videoRoles[operation] : undefined;
			return videoJob.parse({
				operation,
				model,
				...parts,
				images: [...parts.frames.map((frame) => ({ role: frame, ...picture })), ...parts.pictures],
				elements: [...parts.multiImage, ...parts.characters],
				video: role ? { role, media: clip, keepSound: keepSound && !parts.sound } : undefined,
			});
		});
}

/** A dialect, and a job that one of its operations could be given. */
export const jobs: fc.Arbitrary<{ dialect: Dialect; job: VideoJob }> = fc
	.constantFrom(
		...dialects.flatMap((dialect) =>
			videoOperations.flatMap((operation) => modelsFor(dialectWith(dialect), operation).map((model) => ({ dialect, operation, model }))),
		),
	)
	.chain(({ dialect, operation, model }) => fc.record({ dialect: fc.constant(dialect), job: jobFor(dialect, operation, model) }));
