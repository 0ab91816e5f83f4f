import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import { dialect as current } from '../../nodes/kling/dialects/current.dialect';
import { imageJob } from '../../nodes/kling/imageJob';
import { imageModels, imageResolutions, resultTypes } from '../../nodes/kling/imageModels';
import type { Job } from '../../nodes/kling/job';
import { videoJob, type VideoJob } from '../../nodes/kling/videoJob';
import { elementJob, voiceJob } from '../../nodes/kling/libraryJobs';
import { modelsFor, qualities, videoOperations, type VideoOperation } from '../../nodes/kling/models';
import { costOf, estimate, shareOf, taskCost } from '../../nodes/kling/pricing';
import { checkImageRules } from '../../nodes/kling/rules/checkImageRules';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import { studioOf, type StudioJob } from '../../nodes/kling/studio/products';
import { acceptedJob } from './opinion';

/** The node's estimate against what the simulator charges, which has the contract's price table typed in on its own. */

const dialectApis = { classic, current };
const picture = { url: 'https://media.example.org/a.png' };
const clip = { url: 'https://media.example.org/a.mp4' };
/** What the simulator takes the length of a clip elsewhere for. */
const facts = { videoSeconds: 5 };
const isRefused = (problems: Array<{ severity: string }>) => problems.some(({ severity }) => severity === 'error');

const attached: Record<VideoOperation, Array<Partial<Record<keyof VideoJob, unknown>>>> = {
	textToVideo: [{}],
	imageToVideo: [
		{ images: [{ role: 'firstFrame', ...picture }] },
		{ images: [{ role: 'firstFrame', ...picture }], voices: ['850000000000000001'] },
	],
	referenceToVideo: [
		{ images: [{ role: 'reference', ...picture }] },
		{ video: { role: 'feature', media: clip, keepSound: false } },
		{ video: { role: 'feature', media: clip, keepSound: true } },
	],
	editVideo: [{ video: { role: 'base', media: clip, keepSound: false } }, { video: { role: 'base', media: clip, keepSound: true } }],
	motionControl: [
		{ images: [picture], video: { role: 'motion', media: clip, keepSound: true }, characterOrientation: 'video' },
		{ images: [picture], video: { role: 'motion', media: clip, keepSound: false }, characterOrientation: 'image' },
	],
};

/** Every video that can be made: APIs, operations, models, qualities, sound, lengths, shots, what is attached. */
function* videos(): Generator<{ dialect: 'classic' | 'current'; job: VideoJob }> {
	const storyboard = [
		{ prompt: 'one', seconds: 2 },
		{ prompt: 'two', seconds: 4 },
	];
	for (const dialect of ['classic', 'current'] as const)
		for (const operation of videoOperations)
			for (const model of modelsFor(dialectApis[dialect], operation))
				for (const quality of qualities)
					for (const sound of [false, true])
						for (const length of [
							{ duration: 3 },
							{ duration: 5 },
							{ duration: 10 },
							{ duration: 15 },
							{ shots: 'storyboard', storyboard },
						])
							for (const others of attached[operation]) {
								const parsed = videoJob.safeParse({ operation, model, prompt: 'a boat', quality, sound, ...length, ...others });
								const job = adjust(parsed.data!, dialectApis[dialect]);
								if (!isRefused(checkRules(job, dialectApis[dialect]))) yield { dialect, job };
							}
}

test('what a video is expected to cost is what it costs: every model, quality, sound and video input', () => {
	const kinds = new Set<string>();
	let count = 0;
	for (const { dialect, job } of videos()) {
		const { charge, model } = acceptedJob(dialectApis[dialect].encode(job, 'key'));
		const cost = estimate(job, dialectApis[dialect].productOf(job), facts);
		expect({ job, units: cost?.units }).toEqual({ job, units: charge.units });
		expect(cost?.estimatedUsd).toBeCloseTo(charge.units * 0.14, 6);
		kinds.add(`${model} ${charge.video!.quality} ${charge.video!.condition}`);
		count++;
	}
	expect(count).toBe(715);
	// 31 prices of the contract's table by their current names, 29 of them by their classic names too
	expect(kinds.size).toBe(31 + 29);
});

test('what images are expected to cost is what they cost: every model, resolution, result and input', () => {
	let count = 0;
	for (const model of Object.keys(imageModels))
		for (const resolution of imageResolutions)
			for (const resultType of resultTypes)
				for (const amount of [2, 9])
					for (const images of [[], [picture]]) {
						const job = imageJob.parse({ model, prompt: 'a boat', resolution, resultType, count: amount, seriesAmount: amount, images });
						if (isRefused(checkImageRules(job, classic))) continue;
						const cost = estimate(job, classic.productOf(job));
						const { charge } = acceptedJob(classic.encode(job, 'key'));
						expect({ job, units: cost?.units }).toEqual({ job, units: charge.units });
						expect(cost?.estimatedUsd).toBeCloseTo(charge.units * 0.0035, 6);
						count++;
					}
	expect(count).toBe(48);
});

test('elements and voices cost what the service charges', () => {
	const views = [
		{ role: 'frontal', ...picture },
		{ role: 'other', ...picture },
	];
	const jobs: Job[] = [
		elementJob.parse({ name: 'Ada', description: 'a captain', images: views }),
		voiceJob.parse({ name: 'Ada', sound: { url: 'https://media.example.org/a.mp3' } }),
	];
	for (const job of jobs) expect(estimate(job, classic.productOf(job))?.units).toBe(acceptedJob(classic.encode(job, 'key')).charge.units);
});

test('what the Studio’s products cost is what the service charges', () => {
	const sound = { sound: { url: 'https://media.example.org/a.mp3' } };
	const jobs: Array<[StudioJob['kind'], object, number]> = [
		['avatar', { image: picture, ...sound, quality: '720p' }, 0],
		['avatar', { image: picture, ...sound, quality: '1080p' }, 0],
		['expand', { image: picture }, 0.0035],
		['expand', { image: picture, count: 9 }, 0.0035],
		['textToAudio', { prompt: 'rain', duration: 3 }, 0],
		['textToAudio', { prompt: 'rain', duration: 10 }, 0],
		['videoToAudio', { video: clip }, 0],
		['faces', { video: clip }, 0],
		['speech', { text: 'x'.repeat(1000), voiceId: 'oversea_male1' }, 0],
	];
	for (const [kind, values, usd] of jobs) {
		const job = studioOf({ kind }).schema.parse({ kind, ...values }) as StudioJob;
		const { charge } = acceptedJob(classic.encode(job, 'key'));
		// what the simulator takes the length of a recording elsewhere for
		const cost = estimate(job, classic.productOf(job), { soundSeconds: 5 });
		expect({ job, units: cost?.units }).toEqual({ job, units: charge.units });
		expect(cost?.estimatedUsd).toBeCloseTo(charge.units * (usd || 0.14), 6);
		expect(charge.pack).toBe(usd ? 'image' : 'video');
	}
});

test('what is not known beforehand has no estimate', () => {
	const parse = (values: object) => videoJob.parse({ operation: 'textToVideo', prompt: 'a boat', duration: 5, ...values });
	expect(estimate(parse({ model: 'kling-v9' }), 'omniVideo')).toBeUndefined();
	const edit = parse({ operation: 'editVideo', model: 'kling-v3-omni', duration: undefined, video: { role: 'base', media: clip } });
	expect(estimate(edit, 'omniVideo')).toBeUndefined();
	const series = imageJob.parse({ model: 'kling-v3-omni', prompt: 'a boat', resultType: 'series', seriesAmount: 'auto' });
	expect(estimate(series, 'omniImage')).toBeUndefined();
	const fromClip = elementJob.parse({ name: 'Ada', description: 'a captain', elementKind: 'videoCharacter', video: { media: clip } });
	expect(estimate(fromClip, 'element')).toBeUndefined();
});

test('own prices go before the table, and make the unknown known', () => {
	const job = videoJob.parse({ operation: 'textToVideo', model: 'kling-v9', prompt: 'a boat', duration: 5 });
	expect(estimate(job, 'omniVideo', undefined, { unitsEach: 2, usdPerUnit: 0.1 })).toEqual({ units: 10, estimatedUsd: 1 });
	expect(costOf(3, 'omniVideo', { usdPerUnit: 0.1 })).toEqual({ units: 3, estimatedUsd: 0.3 });
	expect(costOf(16, 'image')).toEqual({ units: 16, estimatedUsd: 0.056 });
	expect(shareOf({ units: 24, estimatedUsd: 0.084 }, 3)).toEqual({ units: 8, estimatedUsd: 0.028 });
});

describe('what an item says about its cost', () => {
	const task = { taskId: '1', status: 'succeeded' as const, outputs: [], raw: {} };

	test('what was charged counts, and what was expected stays beside it', () => {
		expect(taskCost({ ...task, product: 'omniVideo', units: 1.8 }, 3)).toEqual({
			units: 1.8,
			estimatedUsd: 0.252,
			estimatedUnits: 3,
			chargedUnits: 1.8,
		});
		expect(taskCost({ ...task, product: 'omniVideo' }, 3)).toEqual({ units: 3, estimatedUsd: 0.42, estimatedUnits: 3 });
		expect(taskCost({ ...task, product: 'omniImage', units: 16 }, undefined, { usdPerUnit: 0.01 })).toMatchObject({ estimatedUsd: 0.16 });
		expect(taskCost({ ...task, product: 'omniVideo' })).toEqual({});
	});

	test('money that was taken from the balance is told as money', () => {
		const paid = { ...task, product: 'omniVideo' as const, money: { amount: 0.42, currency: 'USD' } };
		expect(taskCost(paid, 3)).toEqual({ units: 3, estimatedUsd: 0.42, estimatedUnits: 3, chargedMoney: 0.42, currency: 'USD' });
		expect(taskCost(paid)).toEqual({ chargedMoney: 0.42, currency: 'USD' });
		expect(shareOf({ units: 3, estimatedUsd: 0.42, chargedMoney: 0.42, currency: 'CNY' }, 2)).toEqual({
			units: 1.5,
			estimatedUsd: 0.21,
			chargedMoney: 0.21,
			currency: 'CNY',
		});
	});
});
