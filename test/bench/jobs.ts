import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import { dialect as current } from '../../nodes/kling/dialects/current.dialect';
import { dialect as modelStudio } from '../../nodes/kling/dialects/modelStudio.dialect';
import { videoJob } from '../../nodes/kling/videoJob';
import { stringifyJson } from '../../nodes/kling/json';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import type { Bench } from './run';

const count = 10_000;

/** What a panel gives for a storyboard with references: a job of middling size. */
const raw = {
	operation: 'referenceToVideo',
	model: 'kling-v3-omni',
	shots: 'storyboard',
	storyboard: [
		{ prompt: '@image1 opens the hatch of @element1', seconds: '3' },
		{ prompt: 'the desert outside, seen by @image2', seconds: 4 },
	],
	quality: '1080p',
	aspectRatio: '9:16',
	sound: 'true',
	images: [{ url: 'https://media.example.org/a.png' }, { url: 'https://media.example.org/b.png' }],
	elements: [{ id: '829836802793406551', kind: 'multiImage' }],
};

export const jobs: Bench = {
	name: 'jobs',
	promise: `building, checking and encoding a job costs at most 0.2 ms (${count.toLocaleString('en')} jobs)`,
	measure: async () => {
		const dialects = [classic, current, modelStudio];
		const work = (index: number) => {
			const dialect = dialects[index % dialects.length]!;
			const job = adjust(videoJob.parse(raw), dialect);
			if (checkRules(job, dialect).some(({ severity }) => severity === 'error')) throw new Error('the job is refused');
			return stringifyJson(dialect.encode(job, `key-${index}`).body).length;
		};
		for (let index = 0; index < 500; index++) work(index);
		const start = performance.now();
		for (let index = 0; index < count; index++) work(index);
		return `${((performance.now() - start) / count).toFixed(3)} ms a job`;
	},
};
