import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { INodeParameters } from 'n8n-workflow';
import { startSimulator } from '../simulator';
import { signCallback } from '../simulator/callbacks';
import { credentials } from './kling';
import { CallbackWorkflow } from './triggerEngine';

/** What tests of the callback trigger work with: an active workflow, a service that calls it, and calls of one's own. */

export const secret = 'whsec_bjhuLWtsaW5nLXVuaXQtdGVzdC1zZWNyZXQtMDAwMSE=';
const open: Array<{ close: () => Promise<void> }> = [];
/** What n8n logged as a warning in this test. */
export let warn: jest.SpyInstance;

beforeEach(() => {
	warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => undefined);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(open.splice(0).map(async (each) => await each.close()));
});

export interface Setting {
	/** Kling signs. */
	signs?: boolean;
	/** The credential holds the secret. */
	knows?: boolean;
	parameters?: INodeParameters;
	credential?: Record<string, string>;
	renderMs?: number;
	latencyMs?: number;
}

/** An active workflow, and a service that calls it; both end with the test. */
export async function setUp({
	signs = false,
	knows = false,
	parameters = {},
	credential = {},
	renderMs = Infinity,
	latencyMs = 0,
}: Setting = {}) {
	const service = await startSimulator({ renderMs, latencyMs, ...(signs ? { webhookSecret: secret } : {}) });
	const klingApi = { ...credentials(service).klingApi, ...(knows ? { webhookSecret: secret } : {}), ...credential };
	const workflow = new CallbackWorkflow({ klingApi }, parameters);
	open.push(service, workflow);
	await workflow.activate();
	return { service, workflow };
}

export const signed = (
	body: string,
	{ id = 'msg-1', at = Math.floor(Date.now() / 1000), with: key = secret } = {},
): Record<string, string> => ({
	'webhook-id': id,
	'webhook-timestamp': String(at),
	'webhook-signature': `v1,${signCallback(key, id, at, body)}`,
});

/** A body of the legacy shape, whose link leads elsewhere. */
export const legacy = (taskId: string, status = 'succeed', more: Record<string, unknown> = {}) =>
	JSON.stringify({
		task_id: taskId,
		task_status: status,
		task_status_msg: '',
		created_at: Date.now() - 60_000,
		updated_at: Date.now(),
		...(status === 'succeed' ? { task_result: { videos: [{ id: 'v', url: 'https://evil.example/v.mp4', duration: '5.041' }] } } : {}),
		...more,
	});
