import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { mediaOf, replaceMedia } from '../../kling/attached';
import type { Job } from '../../kling/job';
import { parseJson, stringifyJson } from '../../kling/json';
import { estimate } from '../../kling/pricing';
import { redacted } from '../../kling/secrets';
import { isStudioJob } from '../../kling/studio/products';
import type { Service } from '../../kling/service';
import type { Prepared } from './prepare';

/** What a job would send and cost; nothing is sent. Binary files are named instead of shown. */
export function dryRunItem(service: Service, prepared: Prepared): INodeExecutionData {
	const { dialect, baseUrl } = service;
	const { itemIndex, job, key, cost, warnings } = prepared;
	const { method, path, body } = dialect.encode(named(job), key.firstId);
	// as text and back, so that ids which leave as bare integers show every digit
	const request = { method, url: `${baseUrl}${path}`, body: parseJson(redacted(stringifyJson(body))) as IDataObject };
	const hints = [...warnings, ...(cost ? [] : priceByLength(prepared))];
	return {
		json: {
			dryRun: true,
			request,
			...(cost ? { cost: { ...cost, estimatedUnits: cost.units } } : {}),
			...(hints.length ? { hints } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

/** How long a line takes to say, and so what it costs, is known when it has been spoken. */
function priceByLength({ job, facts, options }: Prepared): string[] {
	if (!isStudioJob(job)) return [];
	const lengths = [5, 10].flatMap((soundSeconds) => {
		const cost = estimate(job, job.kind, { ...facts, soundSeconds }, options);
		return cost ? [`${cost.units} units (US$ ${cost.estimatedUsd}) if it takes ${soundSeconds} s`] : [];
	});
	return lengths.length ? [`The price depends on how long the line takes to say: ${lengths.join(', ')}.`] : [];
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
