import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { mediaOf, replaceMedia } from '../../kling/attached';
import type { Job } from '../../kling/job';
import { parseJson, stringifyJson } from '../../kling/json';
import { redacted } from '../../kling/secrets';
import type { Service } from '../../kling/service';
import type { Prepared } from './prepare';

/** What a job would send and cost; nothing is sent. Binary files are named instead of shown. */
export function dryRunItem({ dialect, baseUrl }: Service, { itemIndex, job, key, cost, warnings }: Prepared): INodeExecutionData {
	const { method, path, body } = dialect.encode(named(job), key.firstId);
	// as text and back, so that ids which leave as bare integers show every digit
	const request = { method, url: `${baseUrl}${path}`, body: parseJson(redacted(stringifyJson(body))) as IDataObject };
	return {
		json: {
			dryRun: true,
			request,
			...(cost ? { cost: { ...cost, estimatedUnits: cost.units } } : {}),
			...(warnings.length ? { hints: warnings } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

function named(job: Job): Job {
	return replaceMedia(
		job,
		mediaOf(job).map(({ type, media, isInline = type === 'picture' }) => {
			if (!('binaryProperty' in media)) return media;
			return {
				url: isInline ? `(the ${type} in “${media.binaryProperty}”)` : `(a link to the ${type} in “${media.binaryProperty}”)`,
			};
		}),
	);
}
