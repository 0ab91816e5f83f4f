/** The price table of contract §12, copied 2026-09. Units per second of video, or per image. */

export type Quality = '720p' | '1080p' | '4k';
type PerQuality = Partial<Record<Quality, number>>;

/** Both spellings of a model, and its Model Studio name, are one model version: they share concurrency and price. */
export const MODEL_VERSION: Record<string, string> = {
	'kling-v3-omni': '3.0 Omni',
	'kling-3.0-omni': '3.0 Omni',
	'kling/kling-v3-omni-video-generation': '3.0 Omni',
	'kling-video-o1': 'o1',
	'kling-o1': 'o1',
	'kling-v3': '3.0',
	'kling-3.0': '3.0',
	'kling/kling-v3-video-generation': '3.0',
	'kling-3.0-turbo': '3.0 Turbo',
	'kling/kling-v3-turbo-video-generation': '3.0 Turbo',
	'kling-v2-6': '2.6',
	'kling-2.6': '2.6',
	'kling-v2-5-turbo': '2.5 Turbo',
	'kling-2.5-turbo': '2.5 Turbo',
};

/** The row of the table that a job falls into. */
export type Condition = 'silent' | 'native audio' | 'native audio + voice' | 'video input' | 'motion control';

const VIDEO: Record<string, Partial<Record<Condition, PerQuality>>> = {
	'3.0 Omni': {
		silent: { '720p': 0.6, '1080p': 0.8, '4k': 3.0 },
		'native audio': { '720p': 0.8, '1080p': 1.0, '4k': 3.0 },
		'video input': { '720p': 0.9, '1080p': 1.2, '4k': 3.0 },
	},
	o1: {
		silent: { '720p': 0.6, '1080p': 0.8 },
		'video input': { '720p': 0.9, '1080p': 1.2 },
	},
	'3.0': {
		silent: { '720p': 0.6, '1080p': 0.8, '4k': 3.0 },
		'native audio': { '720p': 0.9, '1080p': 1.2, '4k': 3.0 },
		'motion control': { '720p': 0.9, '1080p': 1.2 },
	},
	'3.0 Turbo': {
		'native audio': { '720p': 0.8, '1080p': 1.0 },
	},
	'2.6': {
		silent: { '720p': 0.3, '1080p': 0.5 },
		'native audio': { '1080p': 1.0 },
		'native audio + voice': { '1080p': 1.2 },
		'motion control': { '720p': 0.5, '1080p': 0.8 },
	},
	'2.5 Turbo': {
		silent: { '720p': 0.3, '1080p': 0.5 },
	},
};

/** Video units for a whole job. @throws Error when the table does not sell it: a check has let through too much */
export function videoUnits(model: string, condition: Condition, quality: Quality, seconds: number): number {
	const perSecond = VIDEO[MODEL_VERSION[model] ?? '']?.[condition]?.[quality];
	if (perSecond === undefined) throw new Error(`no price for ${model}, ${condition}, ${quality}`);
	return roundUnits(perSecond * seconds);
}

/** One custom voice, one face recognition, one spoken text, in video units. */
export const CALL_UNITS = 0.05;
/** Sound from a text or for a video, however long. */
export const SOUND_UNITS = 0.25;
/** Video units per second of an avatar. */
export const AVATAR_UNITS = { std: 0.4, pro: 0.8 };
/** Image units per expanded picture. */
export const EXPAND_UNITS = 8;

/** Video units for a lip sync: half a unit for each five seconds that are begun. */
export function lipSyncUnits(milliseconds: number): number {
	return 0.5 * Math.ceil(milliseconds / 5000);
}

/** Image units for a whole job. `images` is the number of reference pictures. */
export function imageUnits(model: string, resolution: string, images: number, amount: number): number {
	if (model === 'kling-v2-1') return (images === 0 ? 4 : images === 1 ? 8 : 16) * amount;
	return (resolution === '4k' ? 16 : 8) * amount;
}

/** 3 × 0.6 is 1.8, not 1.7999999999999998. */
export function roundUnits(units: number): number {
	return Math.round(units * 10_000) / 10_000;
}
