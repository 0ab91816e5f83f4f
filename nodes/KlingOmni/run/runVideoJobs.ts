import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { adjust, checkRules } from '../../kling/rules/checkRules';
import { readVideoJob } from '../readJob';
import { runJobs } from './runJobs';

/** What every video operation does with its items: read the panel, apply the rules, run the jobs. */
export async function runVideoJobs(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await runJobs(this, (context, itemIndex, { dialect: { id: dialect } }) => {
		const read = readVideoJob(context, itemIndex);
		if ('problems' in read) return read;
		const job = adjust(read.job, dialect);
		return { job, problems: checkRules(job, dialect) };
	});
}
