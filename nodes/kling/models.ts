/**
 * What each Kling model can do: the one place that says so.
 *
 * Panels, rules, prices and the README's table are read from here (contract §8, §12, §15). Adding a model is adding
 * a row. Model ids are the classic dialect's names where those exist.
 */
import type { Language } from './languages';
import { listed } from './values';

/** The operations with a choice of models, as a person knows them. */
export const operationNames = {
	textToVideo: 'Text to Video',
	imageToVideo: 'Image to Video',
	referenceToVideo: 'Reference to Video',
	editVideo: 'Edit Video',
	motionControl: 'Motion Control',
};
export type VideoOperation = keyof typeof operationNames;
export const videoOperations = Object.keys(operationNames) as VideoOperation[];

export const qualities = ['720p', '1080p', '4k'] as const;
export type Quality = (typeof qualities)[number];

export const shotKinds = ['single', 'storyboard', 'auto'] as const;
export type Shots = (typeof shotKinds)[number];
export const shotNames: Record<Shots, string> = { single: 'Single', storyboard: 'Storyboard', auto: 'Automatic' };

/** Every format that a model may have; `auto` follows what is attached. */
const knownRatios = ['16:9', '9:16', '1:1', '21:9', 'auto'] as const;
export type AspectRatio = (typeof knownRatios)[number];

export const elementKinds = ['multiImage', 'videoCharacter'] as const;
export type ElementKind = (typeof elementKinds)[number];

/** The lengths that a model makes, in whole seconds. */
type Durations = readonly number[];

/** Units of credit per second of output and quality; a missing quality is not sold (contract §12). */
export type UnitPrices = Partial<Record<Quality, number>>;

export interface VideoModel {
	label: string;
	/** Its name on each wire, by the dialect's id; a dialect that joins brings its names itself. `nameOn` knows both. */
	names: Readonly<Record<string, string>>;
	/** Omni models take every operation on one endpoint; standard ones have an endpoint for text and one for images. */
	family: 'omni' | 'standard';
	operations: readonly VideoOperation[];
	qualities: readonly Quality[];
	/** Shots per dialect where it isn't all of them. */
	shots: readonly Shots[];
	shotsOn?: Readonly<Record<string, readonly Shots[]>>;
	/** `choice`: the person decides; `always`/`never`: the model does. */
	sound: 'choice' | 'always' | 'never';
	/** The only quality that sound, or a last frame, is made in. */
	soundQuality?: Quality;
	lastFrameQuality?: Quality;
	lastFrameSilent?: boolean;
	lastFrame: boolean;
	/** Formats, where the person decides. */
	ratios: readonly AspectRatio[];
	durations: Durations;
	/** The contract's rule on the lengths, where they have one of their own. */
	durationsRule?: string;
	/** Lengths of a job that has neither a reference picture nor a video (O1, contract R21). */
	durationsWithoutReference?: Durations;
	/** Element kinds and the most that fit beside frames; none if absent. */
	elements?: { kinds: readonly ElementKind[]; withFrames: number };
	/** Most reference pictures and multi-image elements together (R9). */
	references: { alone: number; besideVideo: number };
	/** Ceilings of their own: pictures with frames, elements, and all that is attached. */
	most?: { pictures?: number; elements?: number; attachments?: number };
	/** First + last frame leaves no room for references or elements (R15). */
	lastFrameExcludesReferences?: boolean;
	/** A reference video leaves no room for a last frame (R57). */
	videoExcludesLastFrame?: boolean;
	/** Keeps the sound of a reference video on every API, not only that of an edited one (R54). */
	keepsReferenceSound?: boolean;
	/** Makes sound though a video is given (R1). */
	soundBesideVideo?: boolean;
	/** Where a video is given, its seconds are billed with those that are made; at least twice the latter. */
	billsSource?: boolean;
	/** Most that speak at once. */
	voices: number;
	/** The languages that it speaks, and what becomes of others (contract §22). */
	speech?: Speech;
	cfgScale: boolean;
	/** Reference video limits: seconds and pixels per side, by dialect where they differ (contract §3). */
	video?: { seconds: { min: number; max: number }; side: { min: number; max: number } };
	/** Longest prompt on the current dialect; the other two take 2,500 characters (R71). */
	currentPrompt: { text: number; image: number };
	prices: { silent: UnitPrices; sound?: UnitPrices; video?: UnitPrices; voice?: UnitPrices; motion?: UnitPrices };
}

export interface Speech {
	languages: readonly Language[];
	/** Lines in another language come out in English, or nobody has said what becomes of them. */
	others: 'translated' | 'unknown';
}

/** Every whole second from one to another, both included. */
export const seconds = (min: number, max: number): number[] => Array.from({ length: max - min + 1 }, (_, index) => min + index);

/** Lengths in words: "3 to 15" or "5 or 10". */
export const lengthsText = (lengths: Durations): string => (lengths.length > 2 ? `${lengths[0]} to ${lengths.at(-1)}` : listed(lengths));

const fiveLanguages: Speech = { languages: ['Chinese', 'English', 'Japanese', 'Korean', 'Spanish'], others: 'unknown' };

const usualRatios = ['16:9', '9:16', '1:1'] as const;
const usualReferences = { alone: 7, besideVideo: 4 };
const everyQuality = qualities;
const upTo1080p = ['720p', '1080p'] as const;

export const videoModels: Record<string, VideoModel> = {
	'kling-v3-omni': {
		label: 'Kling 3.0 Omni',
		names: {
			classic: 'kling-v3-omni',
			current: 'kling-3.0-omni',
			modelStudio: 'kling/kling-v3-omni-video-generation',
		},
		family: 'omni',
		operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo'],
		qualities: everyQuality,
		shots: shotKinds,
		sound: 'choice',
		lastFrame: true,
		ratios: usualRatios,
		durations: seconds(3, 15),
		elements: { kinds: elementKinds, withFrames: 3 },
		references: usualReferences,
		voices: 0,
		speech: fiveLanguages,
		cfgScale: false,
		video: { seconds: { min: 3, max: 15.5 }, side: { min: 700, max: 4553 } },
		currentPrompt: { text: 3072, image: 3072 },
		prices: {
			silent: { '720p': 0.6, '1080p': 0.8, '4k': 3 },
			sound: { '720p': 0.8, '1080p': 1, '4k': 3 },
			video: { '720p': 0.9, '1080p': 1.2, '4k': 3 },
		},
	},
	'kling-video-o1': {
		label: 'Kling O1',
		names: { classic: 'kling-video-o1', current: 'kling-o1' },
		family: 'omni',
		operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo'],
		qualities: upTo1080p,
		shots: ['single'],
		sound: 'never',
		lastFrame: true,
		ratios: usualRatios,
		durations: seconds(3, 10),
		durationsRule: 'R21',
		durationsWithoutReference: [5, 10],
		elements: { kinds: ['multiImage'], withFrames: 7 },
		lastFrameExcludesReferences: true,
		videoExcludesLastFrame: true,
		keepsReferenceSound: true,
		references: usualReferences,
		voices: 0,
		cfgScale: false,
		video: { seconds: { min: 3, max: 10 }, side: { min: 720, max: 2160 } },
		currentPrompt: { text: 2500, image: 2500 },
		prices: { silent: { '720p': 0.6, '1080p': 0.8 }, video: { '720p': 0.9, '1080p': 1.2 } },
	},
	'kling-v3': {
		label: 'Kling 3.0',
		names: { classic: 'kling-v3', current: 'kling-3.0', modelStudio: 'kling/kling-v3-video-generation' },
		family: 'standard',
		operations: ['textToVideo', 'imageToVideo', 'motionControl'],
		qualities: everyQuality,
		shots: shotKinds,
		sound: 'choice',
		lastFrame: true,
		ratios: usualRatios,
		durations: seconds(3, 15),
		elements: { kinds: elementKinds, withFrames: 3 },
		references: usualReferences,
		voices: 0,
		speech: fiveLanguages,
		cfgScale: true,
		currentPrompt: { text: 3072, image: 3072 },
		prices: {
			silent: { '720p': 0.6, '1080p': 0.8, '4k': 3 },
			sound: { '720p': 0.9, '1080p': 1.2, '4k': 3 },
			motion: { '720p': 0.9, '1080p': 1.2 },
		},
	},
	'kling-v3-turbo': {
		label: 'Kling 3.0 Turbo',
		names: { current: 'kling-3.0-turbo', modelStudio: 'kling/kling-v3-turbo-video-generation' },
		family: 'standard',
		operations: ['textToVideo', 'imageToVideo'],
		qualities: upTo1080p,
		shots: ['single', 'storyboard'],
		shotsOn: { modelStudio: shotKinds },
		sound: 'always',
		lastFrame: false,
		ratios: usualRatios,
		durations: seconds(3, 15),
		references: usualReferences,
		voices: 0,
		speech: fiveLanguages,
		cfgScale: false,
		currentPrompt: { text: 3072, image: 2500 },
		prices: { silent: {}, sound: { '720p': 0.8, '1080p': 1 } },
	},
	'kling-v2-6': {
		label: 'Kling 2.6',
		names: { classic: 'kling-v2-6', current: 'kling-2.6' },
		family: 'standard',
		operations: ['textToVideo', 'imageToVideo', 'motionControl'],
		qualities: upTo1080p,
		shots: ['single'],
		sound: 'choice',
		soundQuality: '1080p',
		lastFrame: true,
		lastFrameQuality: '1080p',
		lastFrameSilent: true,
		ratios: usualRatios,
		durations: [5, 10],
		references: usualReferences,
		voices: 2,
		speech: { languages: ['Chinese', 'English'], others: 'translated' },
		cfgScale: false,
		currentPrompt: { text: 2500, image: 2500 },
		prices: {
			silent: { '720p': 0.3, '1080p': 0.5 },
			sound: { '1080p': 1 },
			voice: { '1080p': 1.2 },
			motion: { '720p': 0.5, '1080p': 0.8 },
		},
	},
	'kling-v2-5-turbo': {
		label: 'Kling 2.5 Turbo',
		names: { classic: 'kling-v2-5-turbo', current: 'kling-2.5-turbo' },
		family: 'standard',
		operations: ['textToVideo', 'imageToVideo'],
		qualities: upTo1080p,
		shots: ['single'],
		sound: 'never',
		lastFrame: true,
		lastFrameQuality: '1080p',
		ratios: usualRatios,
		durations: [5, 10],
		references: usualReferences,
		voices: 0,
		cfgScale: false,
		currentPrompt: { text: 2500, image: 2500 },
		prices: { silent: { '720p': 0.3, '1080p': 0.5 } },
	},
};

/** A model id that the table does not know: everything is offered, and Kling has the last word (R52). */
const unknownModel: VideoModel = {
	label: 'This model',
	names: {},
	family: 'omni',
	operations: videoOperations,
	qualities: everyQuality,
	shots: shotKinds,
	sound: 'choice',
	lastFrame: true,
	ratios: knownRatios,
	durations: seconds(1, 60),
	elements: { kinds: elementKinds, withFrames: 7 },
	references: usualReferences,
	voices: 0,
	cfgScale: false,
	currentPrompt: { text: 3072, image: 3072 },
	prices: { silent: {} },
};

/** The formats that any model makes. */
export const aspectRatios: readonly AspectRatio[] = knownRatios.filter((ratio) =>
	Object.values(videoModels).some(({ ratios }) => ratios.includes(ratio)),
);

export const isKnownModel = (id: string) => Object.hasOwn(videoModels, id);

/**
 * The row of a model, by its id here or by its name on one of the wires.
 *
 * @returns the permissive row for an id that the table does not know (R52)
 */
export const videoModel = (id: string): VideoModel => videoModels[idOf(id) ?? ''] ?? unknownModel;

const idOf = (name: string) => (isKnownModel(name) ? name : byWireName.get(name));

const byWireName = new Map(
	Object.entries(videoModels).flatMap(([id, { names }]) => Object.values(names).map((name) => [name, id] as const)),
);

/** What a dialect says of itself, as far as models are concerned. */
interface Seller {
	id: string;
	/** Its names of models whose rows do not have them, by the models' ids. */
	models?: Readonly<Record<string, string>>;
}

/** How a dialect calls a model; `undefined` where it does not have it, or the table does not know it. */
export function nameOn({ id, models = {} }: Seller, model: string): string | undefined {
	const known = idOf(model);
	return known && (models[known] ?? videoModels[known]?.names[id]);
}

/** The id of the model that a dialect calls so, or the name itself where the table does not know it. */
export const modelCalled = (name: string, dialect: Seller): string =>
	Object.keys(videoModels).find((id) => nameOn(dialect, id) === name) ?? name;

interface SellerOfVideos extends Seller {
	operations: readonly string[];
}

/** Ids of the models that a dialect offers for an operation, in the table's order. */
export const modelsFor = (dialect: SellerOfVideos, operation: VideoOperation): string[] =>
	Object.keys(videoModels).filter((id) => isOffered(id, dialect, operation));

/** Whether a dialect offers a model for an operation (contract §8, §15; R42); one that the table does not know, it may. */
export function isOffered(id: string, dialect: SellerOfVideos, operation: VideoOperation): boolean {
	const model = videoModel(id);
	if (model === unknownModel) return true;
	return nameOn(dialect, id) !== undefined && model.operations.includes(operation) && dialect.operations.includes(operation);
}
