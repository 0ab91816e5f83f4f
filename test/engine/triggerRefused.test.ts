import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { since } from './host';
import { credentials } from './kling';
import { submitted } from './submitted';
import { PollingWorkflow, type PollingOptions } from './triggerEngine';
import { startUnsteady } from './unsteady';

/** The polling trigger when the service cannot be read, or answers with what makes no sense. */

let service: Simulator;
beforeEach(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterEach(async () => await service.close());

/** A trigger that has been switched on. */
async function active(parameters: INodeParameters = {}, options: Partial<PollingOptions> = {}): Promise<PollingWorkflow> {
	const workflow = new PollingWorkflow({ parameters, credentials: { klingApi: credentials(service).klingApi }, ...options });
	await workflow.activate();
	return workflow;
}

const ids = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => json.taskId);

const warnings = () => jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => undefined);
afterEach(() => jest.restoreAllMocks());

test.each([
	[{ status: 401, code: 1002 }, 'Kling does not know this key', 'credential-invalid'],
	[{ status: 429, code: 1101 }, 'The Kling account is in arrears', 'quota-exhausted'],
	[{ status: 429, code: 1302 }, 'Kling receives too many requests', 'rate-limited'],
	[{ status: 503, code: 5001 }, 'Kling is under maintenance', 'temporarily-unavailable'],
])('%o is reported with its cause, for hours, and then nothing has been lost', async (refusal, title, cause) => {
	const running = await submitted(service);
	const workflow = await active();
	service.fault({ path: /omni-video/, method: 'GET', action: 'error', times: Infinity, ...refusal });
	const reported = { message: title, ...since('2.41', { failure: { cause } }) };
	for (let hour = 0; hour < 3; hour++) await expect(workflow.poll()).rejects.toMatchObject(reported);
	service.finish(running);
	service.clearFaults();
	expect(ids(await workflow.poll())).toEqual([running]);
});

test('n8n that starts meanwhile keeps the trigger', async () => {
	const warn = warnings();
	const running = await submitted(service);
	const workflow = await active();
	const restarted = new PollingWorkflow(workflow.options);
	restarted.saved = workflow.saved;
	service.fault({ method: 'GET', action: 'error', status: 503, code: 5001, times: Infinity });
	await restarted.activate('init');
	expect(warn.mock.calls.join()).toContain('could not be read');
	await expect(restarted.poll('init')).rejects.toMatchObject({ message: 'Kling is under maintenance' });
	service.finish(running);
	service.clearFaults();
	expect(ids(await restarted.poll('init'))).toEqual([running]);
});

test('a person who switches it on is told at once', async () => {
	const klingApi = { ...credentials(service).klingApi, apiKey: 'not-a-key' };
	await expect(active({}, { credentials: { klingApi } })).rejects.toMatchObject({ message: 'Kling does not know this key' });
	await expect(active({ watch: [] })).rejects.toMatchObject({ message: 'Watch is empty' });
	await expect(active({ watch: ['abc'] })).rejects.toMatchObject({
		message: expect.stringMatching(/^Watch, row 1 must be .*, but is “abc”$/),
	});
	await expect(active({ status: '={{ "abc" }}' })).rejects.toMatchObject({
		message: 'Status must be Succeeded, Failed or “Succeeded or Failed”, but is “abc”',
	});
	await expect(active({ options: { simplify: '={{ null }}' } })).rejects.toMatchObject({
		message: 'Simplify must be true or false, but is empty',
	});
	const pair = { ...klingApi, authType: 'accessKey', accessKey: 'a', secretKey: 'b' };
	await expect(active({ apiVersion: 'current' }, { credentials: { klingApi: pair } })).rejects.toMatchObject({
		message: expect.stringContaining('takes an API key only'),
	});
});

test('one list of several that is refused does not hold up the others, and is logged', async () => {
	const warn = warnings();
	const workflow = await active({ watch: ['omniVideo', 'image'] });
	service.fault({ path: /generations/, action: 'error', status: 403, code: 1103, times: Infinity });
	const taskId = await submitted(service);
	expect(await workflow.poll()).toEqual([]);
	service.finish(taskId);
	expect(ids(await workflow.poll())).toEqual([taskId]);
	expect(warn.mock.calls.join()).toContain('image could not be read');
});

test('entries that make no sense do not hide the others', async () => {
	const unsteady = await startUnsteady(service, 1);
	const workflow = await active({}, { credentials: { klingApi: { ...credentials(service).klingApi, baseUrl: unsteady.url } } });
	unsteady.habits = { duplicates: 0.5, broken: 1, faults: 0 };
	const all = await Promise.all(Array.from({ length: 12 }, async () => await submitted(service)));
	all.forEach((taskId) => service.finish(taskId));
	expect(ids(await workflow.poll()).sort()).toEqual([...all].sort());
	expect(await workflow.poll()).toEqual([]);
	await unsteady.close();
});

test('a running task that the account behind the credential does not know is neither handed over nor asked for without end', async () => {
	const other = await startSimulator({ renderMs: Infinity });
	const foreign = await submitted(service);
	const workflow = await active();
	workflow.options.credentials.klingApi = credentials(other).klingApi;
	service.finish(foreign);
	const before = other.requests.length;
	expect(await workflow.poll()).toEqual([]);
	expect(other.requests.length - before).toBe(2);
	await other.close();
});
