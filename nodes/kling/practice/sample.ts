import { now } from '../clock';
import { imageCount } from '../imageJob';
import type { Job } from '../job';
import type { MediaFacts } from '../media/facts';
import { requestedSeconds } from '../videoJob';
import { isAtOnce } from '../studio/products';
import type { Output } from '../outputs';
import { products, resultOf, type Product, type Task } from '../task';
import { clips, pictures, tones } from './files';

/**
 * A practice task. Its id says all that has to be known of it, so that it can be read in another process and after a
 * restart; it also says to a person what it is.
 */

type Shape = keyof typeof clips;

/** What an id says. */
export interface Plan {
	product: Product;
	shape: Shape;
	/** Seconds of a video, number of images. */
	amount: number;
	/** With Kling’s mark as well. */
	isMarked?: boolean;
	/** It fails, or takes hours; a person asked for it. */
	ends?: 'failed' | 'late';
}

/** Ms until a practice task is begun, and finished. */
const beginsAfter = 1_000;
const endsAfter = 4_000;
const late = 3 * 3_600_000;

const pattern = /^practice-(\d{18})-([a-zA-Z]+)-(16x9|9x16|1x1)-([\d.]+)(m?)(-failed|-late)?$/;

/** Eighteen digits: the time, and what tells tasks of the same millisecond apart. */
const serialAt = (ms: number) => `${Math.round(ms)}${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`;

export const practiceId = ({ product, shape, amount, isMarked, ends }: Plan, createdAt = now()): string =>
	`practice-${serialAt(createdAt)}-${product}-${shape}-${amount}${isMarked ? 'm' : ''}${ends ? `-${ends}` : ''}`;

/** What a job would give; five seconds or one picture where it does not say. */
export function planOf(job: Job, product: Product, ends?: Plan['ends']): Plan {
	const wanted = job as { aspectRatio?: unknown; duration?: unknown; count?: unknown; watermark?: unknown };
	const isImage = resultOf(product) === 'image';
	const count = job.kind === 'image' ? imageCount(job) : Number(wanted.count);
	const seconds = job.kind === 'video' ? requestedSeconds(job) : Number(wanted.duration);
	return {
		product,
		shape: shapeOf(String(wanted.aspectRatio)),
		amount: isImage ? count || 1 : seconds || 5,
		...(wanted.watermark === true ? { isMarked: true } : {}),
		...(ends ? { ends } : {}),
	};
}

/** The shape that is nearest to a ratio; 16:9 where something attached decides. */
function shapeOf(aspectRatio: string): Shape {
	const [width = 16, height = 9] = aspectRatio.split(':').map(Number);
	const ratio = width / height;
	if (ratio < 0.8) return '9x16';
	return ratio < 1.25 ? '1x1' : '16x9';
}

/** A task that has just ended: five seconds in 16:9, or one picture. */
export function endedTask(product: Product, how: Pick<Plan, 'ends' | 'isMarked'> = {}): Task {
	const amount = resultOf(product) === 'image' ? 1 : 5;
	return practiceTask(practiceId({ product, shape: '16x9', amount, ...how }, now() - endsAfter))!;
}

/** A file that a practice run has given out. */
export const isSample = (url: string) => url.startsWith('data:') && url.includes(';base64,');

/** What is taken for granted of files that a practice run does not look at. */
export const sampleFacts: MediaFacts = { picture: { width: 1024, height: 1024, hasAlpha: false }, soundSeconds: 5 };

/** The task of an id as it is by now; `undefined` for one that no practice run has made. */
export function practiceTask(taskId: string): Task | undefined {
	const [, serial, product, shape, amount, mark, ends] = pattern.exec(taskId) ?? [];
	if (!serial || !products.some((one) => one === product)) return undefined;
	const plan: Plan = { product: product as Product, shape: shape as Shape, amount: Number(amount), isMarked: mark === 'm' };
	const createdAt = Number(serial.slice(0, 13));
	const endsAt = createdAt + (ends === '-late' ? late : isAtOnce(plan.product) ? 0 : endsAfter);
	const isOver = now() >= endsAt;
	const task: Task = {
		taskId,
		product: plan.product,
		status: now() < createdAt + beginsAfter ? 'submitted' : 'processing',
		outputs: [],
		// faces have no task that could have times
		...(plan.product === 'faces' ? {} : { createdAt, updatedAt: isOver ? endsAt : createdAt }),
		practice: true,
		raw: { practice: true, task_id: taskId },
	};
	if (!isOver) return task;
	if (ends === '-failed') return { ...task, status: 'failed', statusMessage: 'practice: a task that fails was asked for', units: 0 };
	return { ...task, status: 'succeeded', outputs: outputsOf(plan, serial), units: 0 };
}

function outputsOf({ product, shape, amount, isMarked }: Plan, serial: string): Output[] {
	const file = (mimeType: string, base64: string) => {
		const url = `data:${mimeType};base64,${base64}`;
		return { url, ...(isMarked ? { watermarkUrl: url } : {}) };
	};
	const video = (): Output => ({ type: 'video', id: `practice-${serial}`, ...file('video/mp4', clips[shape]), seconds: amount });
	switch (resultOf(product)) {
		case 'video':
			return [video()];
		case 'image':
			return Array.from({ length: amount }, () => ({ type: 'image', ...file('image/png', pictures[shape]) }));
		case 'audio': {
			const [mp3, wav] = [file('audio/mpeg', tones.mp3).url, file('audio/wav', tones.wav).url];
			const audio: Output = {
				type: 'audio',
				id: `practice-${serial}`,
				url: mp3,
				seconds: amount,
				...(isAtOnce(product) ? {} : { wavUrl: wav }),
			};
			return product === 'videoToAudio' ? [video(), audio] : [audio];
		}
		case 'faces': {
			const face = { id: '0', pictureUrl: file('image/png', pictures['1x1']).url, startMs: 0, endMs: amount * 1000 };
			return [{ type: 'faces', sessionId: `practice-${serial}`, faces: [face] }];
		}
		case 'element':
			return [{ type: 'element', id: serial, name: 'Practice', kind: 'multiImage', ownedBy: 'practice' }];
		case 'voice':
			return [{ type: 'voice', id: serial, name: 'Practice', trialUrl: file('audio/mpeg', tones.mp3).url, ownedBy: 'practice' }];
	}
}
