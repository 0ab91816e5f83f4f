import * as z from 'zod/v4-mini';
import { entriesOf, maybe, maybeId, maybeNumber, maybeText, maybeTime, ownId, readable, stateOf } from '../answers';
import type { Output } from '../outputs';
import type { Product, Task, TaskStatus } from '../task';
import { defined } from '../values';
import { audioOf, sounds } from './sound';

/** Answers of the classic API (contract §4, §13, §14). */

const statuses = new Map<string, TaskStatus>([
	['submitted', 'submitted'],
	['processing', 'processing'],
	['succeed', 'succeeded'],
	['succeeded', 'succeeded'],
	['failed', 'failed'],
]);

const link = { url: z.string().check(z.minLength(1)), watermark_url: maybeText };
const pictures = entriesOf(z.object(link));

const entry = z.object({
	task_id: ownId,
	task_status: z.unknown(),
	task_status_msg: maybeText,
	task_info: maybe(z.object({ external_task_id: maybeText })),
	created_at: maybeTime(),
	updated_at: maybeTime(),
	final_unit_deduction: maybeNumber,
	final_balance_deduction: maybe(z.object({ quota: maybeNumber })),
	task_result: maybe(
		z.object({
			videos: entriesOf(z.object({ id: maybeId, ...link, duration: maybeNumber })),
			audios: sounds,
			result_type: maybeText,
			images: pictures,
			series_images: pictures,
			elements: entriesOf(
				z.object({
					element_id: ownId,
					element_name: maybeText,
					element_description: maybeText,
					reference_type: maybeText,
					element_voice_info: maybe(z.object({ voice_id: maybeId })),
					owned_by: maybeText,
					status: maybeText,
				}),
			),
			voices: entriesOf(z.object({ voice_id: ownId, voice_name: maybeText, trial_url: maybeText, owned_by: maybeText, status: maybeText })),
		}),
	),
});

/** @throws ServiceRefusal if the entry holds no readable task */
export function decode(data: unknown, product: Product): Task {
	const found = readable(entry, data, 'task');
	const cash = found.final_balance_deduction?.quota;
	return {
		taskId: found.task_id,
		product,
		...stateOf(found.task_status, statuses),
		outputs: outputs(found.task_result),
		raw: data,
		...defined({
			externalTaskId: found.task_info?.external_task_id,
			statusMessage: found.task_status_msg,
			createdAt: found.created_at,
			updatedAt: found.updated_at,
			// a task that is paid for in cash costs no units
			units: cash ? found.final_unit_deduction || undefined : found.final_unit_deduction,
			money: cash ? { amount: cash } : undefined,
		}),
	};
}

function outputs(result: z.output<typeof entry>['task_result']): Output[] {
	const links = ({ url, watermark_url }: { url: string; watermark_url?: string | undefined }) => ({
		url,
		...(watermark_url ? { watermarkUrl: watermark_url } : {}),
	});
	const { series_images: series = [], images = [] } = result ?? {};
	const pictures = result?.result_type === 'series' || images.length === 0 ? series : images;
	return [
		...(result?.videos ?? []).map((video): Output => ({
			type: 'video',
			...defined({ id: video.id, seconds: video.duration }),
			...links(video),
		})),
		...(result?.audios ?? []).flatMap(audioOf),
		...pictures.map((picture): Output => ({ type: 'image', ...links(picture) })),
		...(result?.elements ?? []).map((element): Output => ({
			type: 'element',
			id: element.element_id,
			name: element.element_name ?? element.element_id,
			...defined({
				description: element.element_description,
				kind:
					element.reference_type === 'video_refer'
						? ('videoCharacter' as const)
						: element.reference_type === 'image_refer'
							? ('multiImage' as const)
							: undefined,
				voiceId: element.element_voice_info?.voice_id,
				ownedBy: element.owned_by,
				status: element.status,
			}),
		})),
		...(result?.voices ?? []).map((voice): Output => ({
			type: 'voice',
			id: voice.voice_id,
			name: voice.voice_name ?? voice.voice_id,
			...defined({ trialUrl: voice.trial_url, ownedBy: voice.owned_by, status: voice.status }),
		})),
	];
}

export const decodeList = (data: unknown, product: Product): Task[] =>
	(Array.isArray(data) ? data : []).filter((value) => entry.safeParse(value).success).map((value) => decode(value, product));
