import { requestedSeconds, type VideoJob } from './job';
import { videoModel } from './models';

/**
 * What a job costs, from the price table in `models.ts` (contract §12, vendor prices of 2026-09).
 */

/** US dollars per unit. Video units and image units are different currencies. */
export const usdPerVideoUnit = 0.14;

export interface Cost {
	/** Units of a video resource pack. */
	units: number;
	estimatedUsd: number;
}

/** Units as money, to a tenth of a cent. */
export const costOf = (units: number): Cost => ({ units: rounded(units, 4), estimatedUsd: rounded(units * usdPerVideoUnit, 4) });

/**
 * What a video job will cost.
 *
 * @param sourceSeconds length of the source video where it decides the output's, rounded as Kling bills it (R3)
 * @returns `undefined` where the price or the length is not known
 */
export function estimate(job: VideoJob, sourceSeconds?: number): Cost | undefined {
	const { prices } = videoModel(job.model);
	const kind =
		job.video?.role === 'motion'
			? prices.motion
			: job.video
				? prices.video
				: job.voices.length > 0
					? prices.voice
					: job.sound
						? prices.sound
						: prices.silent;
	const perSecond = kind?.[job.quality];
	const seconds = requestedSeconds(job) ?? (sourceSeconds === undefined ? undefined : Math.round(sourceSeconds));
	return perSecond === undefined || seconds === undefined ? undefined : costOf(perSecond * seconds);
}

function rounded(value: number, digits: number) {
	return Number(value.toFixed(digits));
}
