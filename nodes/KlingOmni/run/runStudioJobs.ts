import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { checkStudioRules } from '../../kling/rules/checkStudioRules';
import type { StudioKind } from '../../kling/studio/products';
import { readStudioJob } from '../readStudioJob';
import { runJobs } from './runJobs';
import { whereOffered } from './whereOffered';

/** What every operation of the Studio does with its items: read the panel, apply the product's rules, run the jobs. */
export async function runStudioJobs(context: IExecuteFunctions, kind: StudioKind): Promise<INodeExecutionData[]> {
	return await runJobs(
		context,
		whereOffered((_, itemIndex, { dialect }, options) => {
			const { values: job, problems } = readStudioJob(context, itemIndex, kind, options);
			return job ? { job, problems: checkStudioRules(job, dialect) } : { problems };
		}),
	);
}
