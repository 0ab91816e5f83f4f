import './fastClock';
import { Socket } from 'node:net';
import { runNode } from './engine';
import { textToVideo } from './kling';
import { CallbackWorkflow, PollingWorkflow } from './triggerEngine';

/** Test events of both triggers before there is an account: a sample in the editor, never in an active workflow. */

const options = { practice: true };

describe('the polling trigger', () => {
	let connections: jest.SpyInstance;
	beforeEach(() => (connections = jest.spyOn(Socket.prototype, 'connect')));
	afterEach(() => connections.mockRestore());
	const polling = (parameters = {}) => new PollingWorkflow({ credentials: {}, parameters: { options, ...parameters } });

	test.each([
		['kling', 'classic', 'omniVideo'],
		['kling', 'current', 'omniVideo'],
		['modelStudio', undefined, 'omniVideo'],
		['kling', 'classic', 'image'],
	])('gets a sample on %s %s of %s without asking anybody', async (service, apiVersion, product) => {
		const parameters = { service, ...(apiVersion ? { apiVersion } : {}), watch: [product], download: true };
		const [item, ...more] = (await polling(parameters).fetchTestEvent())!;
		expect(more).toEqual([]);
		expect(item!.json).toMatchObject({ practice: true, status: 'succeeded', cost: { chargedUnits: 0 } });
		expect(Object.keys(item!.binary!)).toEqual([product === 'image' ? 'image1' : 'data']);
		expect(connections).not.toHaveBeenCalled();
	});

	test('gets one that fits what is filtered for', async () => {
		const [failed] = (await polling({ status: 'failed', options: { ...options, tag: 'spring' } }).fetchTestEvent())!;
		expect(failed?.json).toMatchObject({ practice: true, status: 'failed', tag: 'spring', reference: 'practice' });
		const [prefixed] = (await polling({ options: { ...options, externalIdPrefix: 'row-' } }).fetchTestEvent())!;
		expect(prefixed?.json.externalTaskId).toBe('row-practice');
	});

	test('gets what a node of this n8n has practised', async () => {
		const own = { ...options, tag: 'triggers', reference: 'row-7' };
		const { items } = await runNode(textToVideo({ options: own }), {});
		const [event] = (await polling({ options: { ...options, tag: 'triggers' } }).fetchTestEvent())!;
		expect(event?.json).toMatchObject({ taskId: items[0]?.json.taskId, reference: 'row-7', practice: true });
	});

	test('asks Kling once the workflow is active, so that it needs a credential', async () => {
		const workflow = polling();
		await expect(workflow.activate()).rejects.toThrow('No credential for Kling is chosen');
		expect(workflow.items).toEqual([]);
	});
});

describe('the callback trigger', () => {
	const open: CallbackWorkflow[] = [];
	const callback = (parameters = {}) => {
		const workflow = new CallbackWorkflow({}, { options, ...parameters });
		open.push(workflow);
		return workflow;
	};
	afterEach(async () => await Promise.all(open.splice(0).map(async (each) => await each.close())));

	test('is called by n8n itself while the editor listens, and gives a sample', async () => {
		const workflow = callback();
		await workflow.listen();
		while (workflow.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
		const [item] = workflow.started;
		expect(item?.json).toMatchObject({ practice: true, status: 'succeeded', reference: 'practice' });
		expect(workflow.calls).toHaveLength(1);
	});

	test('gives a failed one where failures start the workflow', async () => {
		const workflow = callback({ status: 'failed' });
		await workflow.listen();
		const { httpStatus, items } = await workflow.post('{}');
		expect(httpStatus).toBe(200);
		expect(items?.[0]?.json).toMatchObject({ practice: true, status: 'failed' });
	});

	test('believes no call once the workflow is active', async () => {
		const workflow = callback();
		await expect(workflow.activate()).rejects.toThrow(/credential/i);
		const { httpStatus, items } = await workflow.post(JSON.stringify({ practice: true }));
		expect(httpStatus).toBe(503);
		expect(items).toBeUndefined();
	});
});
