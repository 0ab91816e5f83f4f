import type { Walk } from './walk';

/** An operation that orders what no other one does: a tune from words. */
export const product: Walk = {
	heading: 'Add an operation that orders something new',
	names: { product: 'tune', resource: 'audio', operation: 'tune' },
	files: {
		'nodes/kling/studio/tune.product.ts': `import * as z from 'zod/v4-mini';
import { needed } from '../rules/problem';
import { text } from '../values';
import { common } from './parts';
import type { StudioProduct } from './product';

/** A tune from words. */

const schema = z.object({
	kind: z._default(z.literal('tune'), 'tune'),
	prompt: z._default(text, ''),
	...common,
});

type TuneJob = z.output<typeof schema>;

export const product: StudioProduct<TuneJob> = {
	noun: 'a tune',
	schema,
	path: '/v1/audio/tune',
	makes: 'audio',
	places: [],
	rules: [{ id: 'R999', severity: 'error', check: ({ prompt }) => needed('Prompt', prompt, 200) }],
	units: () => 0.5,
	body: ({ prompt }) => ({ prompt }),
};
`,
		'nodes/KlingOmni/actions/audio/tune.operation.ts': `import type { INodeProperties } from 'n8n-workflow';
import { completions } from '../../fields/completion';
import { studioOptions } from '../../fields/options';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

const fields: INodeProperties[] = [
	{ displayName: 'Prompt', name: 'prompt', type: 'string', required: true, default: '', placeholder: 'e.g. A slow waltz' },
	...completions,
	studioOptions('video'),
];

/** Makes a tune from words. */
export const operation: Operation = {
	value: 'tune',
	name: 'Tune',
	action: 'Make a tune',
	description: 'Make a tune from words',
	fields: () => fields,
	makes: [{ product: 'tune', name: 'Tune', description: 'Tunes that were made from words', canBeWatched: true }],
	async execute() {
		return await runStudioJobs(this, 'tune');
	},
};
`,
	},
};
