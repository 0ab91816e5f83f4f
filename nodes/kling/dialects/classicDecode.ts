import * as z from 'zod/v4';
import { ServiceRefusal } from '../client';
import type { Output, Product, Task } from '../task';
import { defined, id } from '../values';

/** Answers of the classic API (contract §4, §13, §14). */

const milliseconds = z.coerce.number().optional();
const units = z.preprocess((value) => (value === '' || value === null ? undefined : value), z.coerce.number().optional());
const seconds = units;

const entry = z.object({
	task_id: id,
	task_status: z.enum(['submitted', 'processing', 'succeed', 'succeeded', 'failed']),
	task_status_msg: z.string().nullish(),
	task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
	created_at: milliseconds,
	updated_at: milliseconds,
	final_unit_deduction: units,
	task_result: z
		.object({
			videos: z
				.array(z.object({ id: z.string().nullish(), url: z.string(), watermark_url: z.string().nullish(), duration: seconds }))
				.nullish(),
			result_type: z.string().nullish(),
			images: z.array(z.object({ url: z.string(), watermark_url: z.string().nullish() })).nullish(),
			series_images: z.array(z.object({ url: z.string(), watermark_url: z.string().nullish() })).nullish(),
			elements: z
				.array(
					z.object({
						element_id: id,
						element_name: z.string(),
						element_description: z.string().nullish(),
						reference_type: z.string().nullish(),
						element_voice_info: z.object({ voice_id: id.optional() }).nullish(),
						owned_by: z.coerce.string().nullish(),
						status: z.string().nullish(),
					}),
				)
				.nullish(),
			voices: z
				.array(
					z.object({
						voice_id: id,
						voice_name: z.string(),
						trial_url: z.string().nullish(),
						owned_by: z.coerce.string().nullish(),
						status: z.string().nullish(),
					}),
				)
				.nullish(),
		})
		.nullish(),
});

/** @throws ServiceRefusal if the entry holds no readable task */
export function decode(data: unknown, product: Product): Task {
	const { data: found, error } = entry.safeParse(data);
	if (!found)
		throw new ServiceRefusal({ outcome: 'unknown', message: `the answer holds no readable task (${error.issues[0]?.path.join('.')})` });
	return {
		taskId: found.task_id,
		product,
		status: found.task_status === 'succeed' ? 'succeeded' : found.task_status,
		outputs: outputs(found.task_result),
		raw: data,
		...defined({
			externalTaskId: found.task_info?.external_task_id || undefined,
			statusMessage: found.task_status_msg || undefined,
			createdAt: found.created_at,
			updatedAt: found.updated_at,
			units: found.final_unit_deduction,
		}),
	};
}

function outputs(result: z.output<typeof entry>['task_result']): Output[] {
	const link = ({ url, watermark_url }: { url: string; watermark_url?: string | null | undefined }) => ({
		url,
		...(watermark_url ? { watermarkUrl: watermark_url } : {}),
	});
	const pictures = result?.result_type === 'series' ? result.series_images : result?.images;
	return [
		...(result?.videos ?? []).map((video): Output => ({
			type: 'video',
			...defined({ id: video.id ?? undefined }),
			...link(video),
			...(video.duration === undefined ? {} : { seconds: video.duration }),
		})),
		...(pictures ?? []).map((picture): Output => ({ type: 'image', ...link(picture) })),
		...(result?.elements ?? []).map((element): Output => ({
			type: 'element',
			id: element.element_id,
			name: element.element_name,
			...defined({
				description: element.element_description || undefined,
				kind:
					element.reference_type === 'video_refer'
						? ('videoCharacter' as const)
						: element.reference_type === 'image_refer'
							? ('multiImage' as const)
							: undefined,
				voiceId: element.element_voice_info?.voice_id || undefined,
				ownedBy: element.owned_by ?? undefined,
				status: element.status ?? undefined,
			}),
		})),
		...(result?.voices ?? []).map((voice): Output => ({
			type: 'voice',
			id: voice.voice_id,
			name: voice.voice_name,
			...defined({ trialUrl: voice.trial_url ?? undefined, ownedBy: voice.owned_by ?? undefined, status: voice.status ?? undefined }),
		})),
	];
}

/** Entries of a list; one that cannot be read is left out, so that it does not hide the others. */
export function decodeList(data: unknown, product: Product): Task[] {
	return (Array.isArray(data) ? data : []).flatMap((value) => {
		const readable = entry.safeParse(value).success;
		return readable ? [decode(value, product)] : [];
	});
}
