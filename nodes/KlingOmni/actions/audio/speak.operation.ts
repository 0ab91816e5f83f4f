import { download } from '../../fields/completion';
import { atOnceOptions } from '../../fields/options';
import { spokenLine } from '../../fields/spokenLine';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

/** Speaks a line; the answer comes at once, and what gets lost on the way cannot be looked up (contract §21.4, R87). */
export const operation: Operation = {
	value: 'speak',
	name: 'Speak',
	action: 'Speak a text',
	description: 'Let a voice say a text; Avatar and Lip Sync take the recording by its audioId',
	fields: () => [...spokenLine, download, atOnceOptions],
	async execute() {
		return await runStudioJobs(this, 'speech');
	},
};
