import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { LoggerProxy, type INodeParameters } from 'n8n-workflow';
import type { Fault, Simulator } from '../simulator';
import { secret as webhookSecret, signed } from './callbackCalls';
import { defined } from '../../nodes/kling/values';
import { few } from '../effort';
import { runNode, type EngineItem } from './engine';
import { hurry } from './fastClock';
import { withPicture } from './fixtures';
import { credentials, editVideo, imageToVideo, inField, task, textToVideo, useKling } from './kling';
import { submitted } from './submitted';
import { CallbackWorkflow, PollingWorkflow } from './triggerEngine';

/**
 * A broad run over everything that may go wrong, with services that repeat what they were sent: no key, token or signed
 * link of ours is in any item, error, hint or log line, nor in what a trigger remembers.
 */

const kling = useKling({ renderMs: 20 });

beforeAll(() => hurry(1000));

const logged: string[] = [];
beforeEach(() => {
	logged.length = 0;
	const note = (...words: unknown[]) => void logged.push(JSON.stringify(words));
	for (const sink of [Container.get(Logger), LoggerProxy, console] as unknown as Array<Record<string, () => void>>) {
		for (const level of ['error', 'warn', 'info', 'debug', 'log'])
			if (typeof sink[level] === 'function') jest.spyOn(sink, level).mockImplementation(note);
	}
});
afterEach(() => jest.restoreAllMocks());

/** Text in which errors show everything that they hold. */
function text(value: unknown): string {
	const seen = new WeakSet<object>();
	return JSON.stringify(value, (_, held: unknown) => {
		if (typeof held !== 'object' || held === null) return held;
		if (seen.has(held)) return undefined;
		seen.add(held);
		return held instanceof Error ? { ...held, message: held.message, stack: held.stack, cause: held.cause } : held;
	});
}

function expectNoSecret(service: Simulator, ...left: unknown[]): void {
	const found = text([left, logged]);
	for (const secret of [service.apiKey, service.accessKey, service.secretKey, service.modelStudioKey, webhookSecret]) {
		expect(found).not.toContain(secret);
	}
	// tokens for Kling, n8n's links to binary files, n8n's resume links
	expect(found).not.toContain('eyJ');
	expect(found).not.toMatch(/signature=[0-9a-f]/);
}

const clip = (mimeType: string): EngineItem => ({ files: { data: { base64: 'AAAA', mimeType, fileName: 'clip.mp4' } } });
const options = { skipMediaChecks: true, timeLimit: 2 };
const jobs: Array<{ parameters: INodeParameters; item?: EngineItem }> = [
	{ parameters: textToVideo({ options }) },
	{ parameters: textToVideo({ download: true, options: { ...options, simplify: false } }) },
	{ parameters: textToVideo({ completion: 'callback', options }) },
	{ parameters: textToVideo({ completion: 'submit', options: { ...options, callbackUrl: '={{ $execution.resumeUrl }}' } }) },
	{ parameters: textToVideo({ options: { ...options, dryRun: true, callbackUrl: '={{ $execution.resumeUrl }}' } }) },
	{
		parameters: imageToVideo({ options, firstFrame: inField('data') }),
		item: withPicture(640, 360),
	},
	{ parameters: editVideo({ options, video: inField('data') }), item: clip('video/mp4') },
	{
		parameters: editVideo({ options: { ...options, dryRun: true }, video: inField('data') }),
		item: clip('video/mp4'),
	},
	{ parameters: task('get', { taskIds: '1' }) },
	{ parameters: task('getMany', { returnAll: false, limit: 5 }) },
	{ parameters: task('download', { taskIds: '1' }) },
	{ parameters: { resource: 'account', operation: 'getResourcePacks' } },
];

const codes = [1000, 1002, 1003, 1102, 1201, 1203, 1302, 5000, 'InvalidApiKey', 'InvalidParameter', 'InternalError'];

/** Errors in which the service repeats the request, as gateways do that help with debugging. */
const echoes = (keys: object): Fault[] =>
	codes.map((code) => ({
		action: 'error',
		code,
		times: Infinity,
		message: `Authorization: Bearer ${Object.values(keys).join(' ')} eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.abc_-1, callback http://localhost:5678/webhook-waiting/1?signature=0a1b`,
	}));

const breaks: Fault[] = [
	{ action: 'drop before processing', times: Infinity },
	{ action: 'drop after processing' },
	{ action: 'html', times: Infinity },
	{ action: 'cut json' },
	{ action: 'cut body', times: Infinity },
];

interface Api {
	name: string;
	panel: INodeParameters;
	credential: 'klingApi' | 'klingModelStudioApi';
	keys: (service: Simulator) => Parameters<typeof runNode>[1];
}

/** What the service gets to see of the credential. */
const sent = ({ credential, keys }: Api, service: Simulator) => {
	const { apiKey, accessKey, secretKey } = keys(service)[credential]!;
	return defined({ apiKey, accessKey, secretKey });
};

const apis: Api[] = [
	{ name: 'classic, API key', panel: { apiVersion: 'classic' }, credential: 'klingApi', keys: credentials },
	{
		name: 'classic, key pair',
		panel: { apiVersion: 'classic' },
		credential: 'klingApi',
		keys: ({ url, accessKey, secretKey }) => ({
			klingApi: { authType: 'accessKey', accessKey, secretKey, region: 'custom', baseUrl: url, webhookSecret },
		}),
	},
	{ name: 'current', panel: { apiVersion: 'current' }, credential: 'klingApi', keys: credentials },
	{ name: 'Model Studio', panel: { service: 'modelStudio' }, credential: 'klingModelStudioApi', keys: credentials },
];

describe.each(apis)('$name', (api) => {
	const { panel, keys } = api;
	test.each(few([0, 1, 2, 3]))(
		'whatever the service does and repeats (part %i of 4)',
		async (part) => {
			const faults = [undefined, ...echoes(sent(api, kling.service)), ...breaks].filter((_, index) => index % 4 === part);
			let errors = 0;
			for (const fault of faults) {
				for (const { parameters, item } of jobs) {
					kling.service.clearFaults();
					if (fault) kling.service.fault(fault);
					const result = await runNode({ ...panel, ...parameters }, keys(kling.service), {
						items: [item ?? {}],
						continueOnFail: part % 2 === 0,
					});
					if (result.error || result.items.some(({ json }) => json.error)) errors++;
					expectNoSecret(kling.service, result, result.run);
				}
			}
			expect(errors).toBeGreaterThan(20);
		},
		60_000,
	);

	test('keys that are wrong', async () => {
		const wrong = { ...kling.service, apiKey: 'another-key', modelStudioKey: 'another-key', secretKey: `${kling.service.secretKey}x` };
		for (const { parameters, item } of jobs) {
			const result = await runNode({ ...panel, ...parameters }, keys(wrong as Simulator), { items: [item ?? {}] });
			expectNoSecret(kling.service, result, result.run);
			expect(text(result)).not.toContain('another-key');
		}
	});

	test('a service that is away', async () => {
		const held = keys({ ...kling.service, url: 'http://127.0.0.1:9', modelStudioUrl: 'http://127.0.0.1:9/api/v1' } as Simulator);
		for (const { parameters, item } of jobs) {
			const result = await runNode({ ...panel, ...parameters }, held, { items: [item ?? {}] });
			expectNoSecret(kling.service, result, result.run);
		}
	});
});

describe('triggers', () => {
	test('what the polling trigger gives, reports and remembers', async () => {
		for (const api of apis) {
			const { panel, keys } = api;
			for (const fault of [undefined, ...echoes(sent(api, kling.service)), ...breaks]) {
				kling.service.clearFaults();
				const workflow = new PollingWorkflow({ parameters: panel, credentials: keys(kling.service), budgetMs: 300 });
				await workflow.activate();
				kling.service.finish(await submitted(kling.service));
				if (fault) kling.service.fault(fault);
				const error = await workflow.poll().catch((reason: unknown) => reason);
				expectNoSecret(kling.service, error, workflow.executions, workflow.saved);
			}
		}
		expect(logged.length).toBeGreaterThan(0);
	}, 60_000);

	test('what the callback trigger gives, reports and remembers', async () => {
		const klingApi = { ...credentials(kling.service).klingApi, webhookSecret };
		for (const fault of [undefined, ...echoes({ apiKey: klingApi.apiKey, webhookSecret })]) {
			kling.service.clearFaults();
			const workflow = new CallbackWorkflow({ klingApi });
			await workflow.activate();
			const taskId = await submitted(kling.service);
			kling.service.finish(taskId);
			if (fault) kling.service.fault(fault);
			const body = JSON.stringify({ task_id: taskId, task_status: 'succeed' });
			await workflow.post(body, signed(body));
			await workflow.post(body, { ...signed(body), 'webhook-signature': `v1,${webhookSecret}` });
			await workflow.post('{"task_id":');
			await workflow.post(body);
			expectNoSecret(kling.service, workflow.calls, workflow.started, workflow.saved);
			await workflow.close();
		}
		expect(logged.length).toBeGreaterThan(0);
	}, 60_000);
});
