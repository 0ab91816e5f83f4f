import type { Walk } from './walk';

/** A reseller that is made up: it takes a prompt and a model, and has no ids of ours. */
export const dialect: Walk = {
	heading: 'Add a dialect',
	names: { dialect: 'reseller', Credential: 'KlingResellerApi' },
	files: {
		'nodes/kling/dialects/reseller.dialect.ts': `import * as z from 'zod/v4-mini';
import { maybeText, ownId, readable, stateOf } from '../answers';
import { ServiceRefusal, type Client, type WireRequest } from '../client';
import { envelopeOf, textOf, unreadable, type Answer } from '../envelope';
import { meaningOfNew, meaningsOf, type Meaning, type Reply } from '../errors';
import { checkedBaseUrl } from '../hosts';
import { MB, sourceVideoLimits } from '../media/limits';
import { modelCalled, nameOn } from '../models';
import { numberedToken, sentPrompt } from '../prompt';
import type { Product, Task, TaskRef, TaskStatus } from '../task';
import { defined } from '../values';
import type { VideoJob } from '../videoJob';
import { orRefusal, videoOnly, type DialectApi, type Readings, type TaskPage, type TaskQuery } from './dialect';

/** A reseller of Kling: words to videos, one path for all models. */

const vendor = 'Reseller';
const { refused } = meaningsOf(vendor);

const codes: Array<readonly [string, Meaning]> = [
	['no_credit', refused('The reseller’s account is empty', 'Top it up.', { cause: 'quota-exhausted' })],
];

function judge(answer: Answer): Reply {
	const { error, ...data } = envelopeOf(answer);
	if (error === undefined && 'id' in data) return { outcome: 'ok', data };
	if (typeof error !== 'string') return unreadable(answer);
	const meaning = codes.find(([code]) => code === error)?.[1] ?? meaningOfNew(vendor, answer.httpStatus);
	return { outcome: meaning.outcome, code: error, httpStatus: answer.httpStatus, message: textOf(data.detail), meaning };
}

const productOf = ({ operation }: VideoJob): Product => (operation === 'textToVideo' ? 'textToVideo' : 'imageToVideo');

function encode(job: VideoJob): WireRequest {
	const model = nameOn(dialect, job.model) ?? job.model;
	return { method: 'POST', path: '/videos', body: { model, prompt: sentPrompt(numberedToken, job)(job.prompt), seconds: job.duration } };
}

const statuses = new Map<string, TaskStatus>([
	['queued', 'submitted'],
	['done', 'succeeded'],
	['error', 'failed'],
]);

const entry = z.object({ id: ownId, state: z.unknown(), model: maybeText, video: maybeText });

function decode(data: unknown, product: Product): Task {
	const found = readable(entry, data, 'task');
	return {
		taskId: found.id,
		product,
		...stateOf(found.state, statuses),
		outputs: found.video ? [{ type: 'video', url: found.video }] : [],
		raw: data,
		...defined({ model: found.model && modelCalled(found.model, dialect) }),
	};
}

async function readTasks(client: Client, refs: TaskRef[], patience?: number): Promise<Readings> {
	const read = refs.map(async ({ taskId, product }) => {
		const data = await orRefusal(client.read({ method: 'GET', path: \`/videos/\${encodeURIComponent(taskId)}\` }, patience));
		return [taskId, data instanceof ServiceRefusal ? data : decode(data, product)] as const;
	});
	return new Map(await Promise.all(read));
}

async function listPage(client: Client, { product }: TaskQuery, from?: string, patience?: number): Promise<TaskPage> {
	const query = from ? { query: { after: from } } : {};
	const page = (await client.read({ method: 'GET', path: '/videos', ...query }, patience)) as { items?: unknown[]; after?: string };
	return { tasks: (page.items ?? []).map((one) => decode(one, product)), ...defined({ next: page.after }) };
}

export const dialect: DialectApi = {
	id: 'reseller',
	place: 4,
	label: 'the reseller',
	vendor,
	service: { value: 'reseller', name: 'Reseller', description: 'Kling’s models as sold by somebody' },
	resources: [],
	operations: ['textToVideo'],
	models: { 'kling-v3-omni': 'omni-3' },
	credential: 'klingResellerApi',
	baseUrl: ({ baseUrl }) => checkedBaseUrl(baseUrl, vendor, 'https://api.reseller.example'),
	judge,
	codes,
	token: numberedToken,
	promptLimits: () => [],
	pictures: { size: 10 * MB, side: { min: 300, max: 8000 }, ratio: Infinity, alpha: true },
	videos: sourceVideoLimits,
	takesPictures: false,
	traits: {},
	hasListPrices: false,
	lists: [{ product: 'textToVideo', name: 'Video' }],
	listsHint: 'All tasks',
	encode: (job) => encode(videoOnly(job)),
	productOf: (job) => productOf(videoOnly(job)),
	decodeCreated: decode,
	readTasks,
	listOf: () => 'all',
	listsResults: true,
	idsPerRead: 1,
	listPage,
};
`,
		'credentials/KlingResellerApi.credentials.ts': `import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

export class KlingResellerApi implements ICredentialType {
	name = 'klingResellerApi';

	displayName = 'Kling Reseller API';

	documentationUrl = 'https://reseller.example/docs';

	icon = { light: 'file:../icons/kling.svg', dark: 'file:../icons/kling.dark.svg' } as const;

	properties: INodeProperties[] = [
		{ displayName: 'API Key', name: 'apiKey', type: 'string', typeOptions: { password: true }, required: true, default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', required: true, default: '' },
	];

	authenticate: IAuthenticateGeneric = { type: 'generic', properties: { headers: { 'X-Key': '={{ $credentials.apiKey }}' } } };

	test: ICredentialTestRequest = { request: { baseURL: '={{ $credentials.baseUrl }}', url: '/videos' } };
}
`,
	},
};
