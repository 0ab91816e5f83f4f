import * as z from 'zod/v4-mini';
import { media, wireMedia } from '../jobParts';
import type { MediaFacts } from '../media/facts';
import { between, tooLong, type Finding, type Problem } from '../rules/problem';
import { number, oneOf, prepared, text, wholeNumber } from '../values';
import { withWatermark } from './parts';
import type { StudioProduct } from './product';

/** A picture that goes on beyond its edges (contract §21.6, R91). */

const ratio = prepared(
	(value) => (typeof value === 'string' ? value.replace(/\s/g, '') : value),
	z
		.string({ error: 'must be a ratio such as 9:16' })
		.check(z.regex(/^[1-9]\d*(\.\d+)?:[1-9]\d*(\.\d+)?$/, { error: 'must be a ratio such as 9:16' })),
);

/** A side's growth, in heights or widths of the picture. */
const side = z._default(number, 0);

const schema = z.object({
	kind: z._default(z.literal('expand'), 'expand'),
	image: media,
	expandBy: z._default(oneOf(['ratio', 'sides']), 'ratio'),
	/** Width by height of the new picture. */
	targetRatio: z._default(ratio, '9:16'),
	up: side,
	down: side,
	left: side,
	right: side,
	/** What comes into sight. */
	prompt: z._default(text, ''),
	count: z._default(wholeNumber, 1),
	...withWatermark,
});

type ExpandJob = z.output<typeof schema>;

/** How much larger than the old picture the new one may be, by area. */
const mostGrowth = 3;
const unitsPerImage = 8;

const sides = { Up: 'up', Down: 'down', Left: 'left', Right: 'right' } as const;

const growthOf = ({ up, down, left, right }: ExpandJob) => (1 + up + down) * (1 + left + right);

export const product: StudioProduct<ExpandJob> = {
	noun: 'an expanded image',
	schema,
	path: '/v1/images/editing/expand',
	makes: 'image',
	places: [{ key: 'image', field: 'Image', type: 'picture' }],
	rules: [
		{
			id: 'R91',
			severity: 'error',
			check: (job) => {
				const outside = Object.entries(sides).flatMap(([name, key]) => between(name, job[key], 0, 2));
				if (outside.length || growthOf(job) <= mostGrowth + 1e-9) return outside;
				const message = `Up, Down, Left and Right make the picture ${growthOf(job).toFixed(2)} times as large, but Kling expands it to ${mostGrowth} times`;
				return [{ field: 'Up', message, remedy: 'Make some of them smaller' }];
			},
		},
		{
			id: 'R91',
			severity: 'warning',
			check: (job): Finding[] =>
				job.expandBy === 'ratio' || growthOf(job) > 1
					? []
					: [{ field: 'Up', message: 'Up, Down, Left and Right are all 0, so the picture stays as it is', remedy: 'Give one of them' }],
		},
		{
			id: 'R91',
			severity: 'error',
			check: ({ count, prompt }) => [...between('Number of Images', count, 1, 9), ...tooLong('Prompt', prompt.length, 2500)],
		},
	],
	units: ({ count }) => unitsPerImage * count,
	body: ({ image, up, down, left, right, prompt, count }) => ({
		image: wireMedia(image),
		up_expansion_ratio: up,
		down_expansion_ratio: down,
		left_expansion_ratio: left,
		right_expansion_ratio: right,
		...(prompt ? { prompt } : {}),
		n: count,
	}),
	complete: (job, facts) => (job.expandBy === 'ratio' ? toRatio(job, facts) : job),
};

/** The job with the sides that lead to its ratio. */
function toRatio(job: ExpandJob, { picture }: MediaFacts): ExpandJob | Problem {
	const problem = (message: string, remedy: string): Problem => ({
		rule: 'R91',
		severity: 'error',
		field: 'Target Ratio',
		message,
		remedy,
	});
	if (!picture) return problem('Target Ratio needs the size of the picture, which could not be read', 'Set Expand By to Sides');
	const [across = 1, down = 1] = job.targetRatio.split(':').map(Number);
	const { width, height } = picture;
	const wanted = across / down;
	const is = width / height;
	const growth = Math.max(wanted / is, is / wanted);
	if (growth > mostGrowth) {
		const message = `Target Ratio is ${job.targetRatio}, which makes a picture of ${width} × ${height} pixels ${growth.toFixed(2)} times as large, but Kling expands it to ${mostGrowth} times`;
		return problem(message, 'Choose a ratio nearer to the picture’s own, or expand it twice');
	}
	return { ...job, ...centred(picture, wanted, growth) };
}

/**
 * Sides that bring a picture to a ratio, the same on both ends, rounded down, so that they never lead above the area.
 *
 * @param ratio width by height
 * @param growth the new area by the old one; one side keeps its length if it is as small as the ratio allows
 */
export function centred({ width, height }: { width: number; height: number }, ratio: number, growth: number) {
	const newHeight = Math.sqrt((growth * width * height) / ratio);
	const part = (longer: number, length: number) => Math.max(0, Math.floor(((longer - length) / (2 * length)) * 1e4 + 1e-6) / 1e4);
	const [vertical, horizontal] = [part(newHeight, height), part(newHeight * ratio, width)];
	return { up: vertical, down: vertical, left: horizontal, right: horizontal };
}
