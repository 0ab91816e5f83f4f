import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { adjust, checkRules } from '../../kling/rules/checkRules';
import type { VideoOperation } from '../../kling/models';
import { readVideoJob } from '../readJob';
import { runJobs } from './runJobs';

/**
 * What every video operation does with its items: read the panel, apply the rules, run the jobs.
 *
 * @param role what the operation's video is for, where it takes one
 */
export async function runVideoJobs(
	context: IExecuteFunctions,
	operation: VideoOperation,
	role?: 'base' | 'feature' | 'motion',
): Promise<INodeExecutionData[]> {
	return await runJobs(context, (_, itemIndex, { dialect }, options) => {
		const read = readVideoJob(context, itemIndex, options, operation, role);
		if (read.problems) return read;
		const job = adjust(read.values, dialect);
		return { job, problems: checkRules(job, dialect) };
	});
}
