import type { z } from 'zod/v4';
import { nonEmpty, readFields, watermarkInfo, webAddress } from './fields';
import type { Json, JsonObject } from '../json';
import type { Job } from '../tasks';

/** The fields that every create call of the classic API has. */
export const COMMON = {
	callback_url: webAddress.optional(),
	external_task_id: nonEmpty.optional(),
};

/** Those of the calls that make pictures and videos. */
export const COMMON_WITH_WATERMARK = { ...COMMON, watermark_info: watermarkInfo.default({ enabled: false }) };

/** Fields whose empty text stands for "none", as in the vendor's own samples. An empty word of a fixed list stays wrong. */
const MAY_BE_EMPTY = [
	...['prompt', 'negative_prompt', 'sound_effect_prompt', 'bgm_prompt', 'shot_type', 'callback_url', 'external_task_id'],
	...['image', 'image_tail', 'voice_url', 'video_url', 'video_id', 'audio_id', 'sound_file', 'element_voice_id'],
];

/** Reads the body of a classic call by its table; what a sample leaves empty (null, [], "") counts as not there. */
export function readClassic<Table extends z.ZodType>(table: Table, body: JsonObject): z.output<Table> {
	return readFields(table, Object.fromEntries(Object.entries(body).filter(([key, value]) => !isNothing(key, value))));
}

function isNothing(key: string, value: Json): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === null || (value === '' && MAY_BE_EMPTY.includes(key));
}

interface CommonFields {
	callback_url?: string | undefined;
	external_task_id?: string | undefined;
	watermark_info?: { enabled: boolean };
}

/** The part of a job that they turn into. */
export function classicJob(fields: CommonFields): Pick<Job, 'dialect' | 'externalTaskId' | 'callbackUrl' | 'watermark'> {
	return {
		dialect: 'classic',
		externalTaskId: fields.external_task_id,
		callbackUrl: fields.callback_url,
		watermark: fields.watermark_info?.enabled ?? false,
	};
}
