import * as z from 'zod/v4-mini';
import { maybe, maybeId, maybeName, maybeNumber, maybeText, readable, readableEntries } from '../answers';
import type { Output, Product, Task } from '../task';
import { defined, id } from '../values';
import { audioOf, sounds } from './sound';

/** Answers of the classic API (contract §4, §13, §14). */

const links = { url: z.string(), watermark_url: maybeText };
const pictures = maybe(z.array(z.object(links)));

const entry = z.object({
	task_id: id,
	task_status: z.enum(['submitted', 'processing', 'succeed', 'succeeded', 'failed']),
	task_status_msg: maybeText,
	task_info: maybe(z.object({ external_task_id: maybeText })),
	created_at: maybeNumber,
	updated_at: maybeNumber,
	final_unit_deduction: maybeNumber,
	final_balance_deduction: maybe(z.object({ quota: maybeNumber })),
	task_result: maybe(
		z.object({
			videos: maybe(z.array(z.object({ id: maybeId, ...links, duration: maybeNumber }))),
			audios: sounds,
			result_type: maybeText,
			images: pictures,
			series_images: pictures,
			elements: maybe(
				z.array(
					z.object({
						element_id: id,
						element_name: z.string(),
						element_description: maybeText,
						reference_type: maybeText,
						element_voice_info: maybe(z.object({ voice_id: maybeId })),
						owned_by: maybeName,
						status: maybeText,
					}),
				),
			),
			voices: maybe(
				z.array(z.object({ voice_id: id, voice_name: z.string(), trial_url: maybeText, owned_by: maybeName, status: maybeText })),
			),
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
		status: found.task_status === 'succeed' ? 'succeeded' : found.task_status,
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
	const link = ({ url, watermark_url }: { url: string; watermark_url?: string | undefined }) => ({
		url,
		...(watermark_url ? { watermarkUrl: watermark_url } : {}),
	});
	const pictures = result?.result_type === 'series' ? result.series_images : result?.images;
	return [
		...(result?.videos ?? []).map((video): Output => ({
			type: 'video',
			...defined({ id: video.id, seconds: video.duration }),
			...link(video),
		})),
		...(result?.audios ?? []).flatMap(audioOf),
		...(pictures ?? []).map((picture): Output => ({ type: 'image', ...link(picture) })),
		...(result?.elements ?? []).map((element): Output => ({
			type: 'element',
			id: element.element_id,
			name: element.element_name,
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
			name: voice.voice_name,
			...defined({ trialUrl: voice.trial_url, ownedBy: voice.owned_by, status: voice.status }),
		})),
	];
}

export const decodeList = (data: unknown, product: Product): Task[] => readableEntries(entry, data).map((value) => decode(value, product));
