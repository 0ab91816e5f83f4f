import { imageCount, type ImageJob } from './imageJob';
import { imageModel } from './imageModels';
import type { Job } from './job';
import { requestedSeconds, type VideoJob } from './videoJob';
import type { MediaFacts } from './media/facts';
import { videoModel, type Quality, type VideoModel } from './models';
import type { VideoRole } from './rules/situation';
import { studioOf } from './studio/products';
import { makesImages, type Product, type Task } from './task';
import { defined } from './values';

/**
 * What a job costs, from the prices in `models.ts` and `imageModels.ts` (contract §12, the vendor's price page of
 * 2026-09). A person may set prices of their own.
 */

/** US dollars per unit: video packs (videos, voices) and image packs are counted in different units. */
export const usdPerVideoUnit = 0.14;
export const usdPerImageUnit = 0.0035;

/** Video units for a custom voice, per call. */
const voiceUnits = 0.05;

export interface Cost {
	/** Units of a resource pack for this product. */
	units: number;
	estimatedUsd: number;
}

/** What is known of a task's cost: what was charged, and until then what is expected. */
export interface TaskCost extends Cost {
	/** Units that the job was expected to cost before it was sent. */
	estimatedUnits?: number;
	/** Units that the service says it charged. */
	chargedUnits?: number;
	/** What it says it took from the cash balance; the classic API does not name the currency. */
	chargedMoney?: number;
	currency?: string;
	/** What the run that gives out the item pays for it: nothing for a task that was found. So that sums over items are right. */
	thisRunUnits?: number;
	thisRunUsd?: number;
}

/** A person's own prices, where they differ from the table. */
export interface OwnPrices {
	usdPerUnit?: number;
	/** Units per second of a video, or per image. */
	unitsEach?: number;
}

/**
 * Units as money, to a hundredth of a cent.
 *
 * @param product decides which units they are
 */
export function costOf(units: number, product: Product, { usdPerUnit }: OwnPrices = {}): Cost {
	return {
		units: rounded(units),
		estimatedUsd: rounded(units * (usdPerUnit ?? (makesImages(product) ? usdPerImageUnit : usdPerVideoUnit))),
	};
}

/**
 * @param found whether the task was there before the run; absent where no run has ordered anything
 * @returns no fields where nothing is known
 */
export function taskCost(
	{ product, units: charged, money, practice, first }: Task,
	estimatedUnits?: number,
	own?: OwnPrices,
	found?: boolean,
): Partial<TaskCost> {
	const chargedUnits = charged === undefined ? undefined : rounded(charged + (first?.units ?? 0));
	// of a practice run, what it would have cost
	const units = (practice ? undefined : chargedUnits) ?? estimatedUnits;
	const ofRun = found === undefined ? undefined : found || practice ? 0 : units;
	return {
		...(units === undefined ? {} : costOf(units, product, own)),
		...defined({ estimatedUnits, chargedUnits, chargedMoney: money?.amount, currency: money?.currency }),
		...(ofRun === undefined ? {} : { thisRunUnits: ofRun, thisRunUsd: costOf(ofRun, product, own).estimatedUsd }),
	};
}

/** One of several equal parts of a cost. */
export const shareOf = (cost: TaskCost, parts: number): TaskCost => ({
	...cost,
	...Object.fromEntries(Object.entries(cost).map(([name, value]) => [name, typeof value === 'number' ? rounded(value / parts) : value])),
});

/**
 * What a job will cost.
 *
 * @param facts of its files, where they decide the length of what is made; Kling bills whole seconds of a video (R3)
 * @returns `undefined` where the price, the length or the number is not known
 */
export function estimate(job: Job, product: Product, facts: MediaFacts = {}, own: OwnPrices = {}): Cost | undefined {
	const units = unitsOf(job, facts, own);
	return units === undefined ? undefined : costOf(units, product, own);
}

function unitsOf(job: Job, facts: MediaFacts, { unitsEach }: OwnPrices): number | undefined {
	switch (job.kind) {
		case 'video': {
			const model = videoModel(job.model);
			return times(unitsEach ?? unitsPerSecond(model, madeOf(job)), billedSeconds(job, model, facts.videoSeconds));
		}
		case 'image':
			return times(unitsEach ?? unitsPerImage(job), imageCount(job));
		case 'voice':
			return voiceUnits;
		case 'element':
			// an element from pictures was seen to cost nothing; one from a clip may make a voice too, and no price is printed
			return job.elementKind === 'multiImage' ? 0 : undefined;
		default:
			return studioOf(job).units(job, facts);
	}
}

/** The seconds that a video's price is counted in; `undefined` where the source's length decides and is not known. */
function billedSeconds(job: VideoJob, { billsSource }: VideoModel, sourceSeconds?: number): number | undefined {
	const source = sourceSeconds === undefined ? undefined : Math.round(sourceSeconds);
	const made = requestedSeconds(job) ?? source;
	if (!job.video || !billsSource) return made;
	return made === undefined || source === undefined ? undefined : Math.max(made + source, 2 * made);
}

/** What decides the price of a second of video. */
interface MadeOf {
	video: VideoRole;
	voices: boolean;
	sound: boolean;
	quality: Quality;
}

const madeOf = ({ video, voices, sound, quality }: VideoJob): MadeOf => ({
	video: video?.role ?? 'none',
	voices: voices.length > 0,
	sound,
	quality,
});

/** @returns `undefined` where the table has no price */
export function unitsPerSecond({ prices }: VideoModel, { video, voices, sound, quality }: MadeOf): number | undefined {
	const ofVideo = video === 'motion' ? prices.motion : prices.video;
	const ofWords = voices ? prices.voice : sound ? prices.sound : prices.silent;
	return (video === 'none' ? ofWords : ofVideo)?.[quality];
}

function unitsPerImage({ model, images, resolution }: ImageJob): number | undefined {
	const { words, picture = words } = imageModel(model).prices;
	return (images.length > 0 ? picture : words)[resolution];
}

/** Units and their price by the list, in words: "3 units (US$ 0.42)". */
export const unitsText = (units: number, usdPerUnit: number) =>
	`${units} ${units === 1 ? 'unit' : 'units'} (${usdText(units, usdPerUnit)})`;

/** Units as money by the list, in words. */
export const usdText = (units: number, usdPerUnit: number) => `US$ ${rounded(units * usdPerUnit)}`;

const times = (each?: number, count?: number) => (each === undefined || count === undefined ? undefined : each * count);

const rounded = (value: number) => Number(value.toFixed(4));
