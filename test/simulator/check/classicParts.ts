import { nonEmpty, watermarkInfo, webAddress } from './fields';
import type { Job } from '../tasks';

/** The fields that every create call of the classic API has. */
export const COMMON = {
	callback_url: webAddress.optional(),
	external_task_id: nonEmpty.optional(),
};

/** Those of the calls that make pictures and videos. */
export const COMMON_WITH_WATERMARK = { ...COMMON, watermark_info: watermarkInfo.default({ enabled: false }) };

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
