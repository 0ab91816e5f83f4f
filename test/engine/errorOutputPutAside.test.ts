import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { task, textToVideo } from './kling';
import { WaitingN8n } from './waiting';

/** An execution that was put aside gives out by the error output what went wrong with an item, and nothing else. */

let service: Simulator;
let n8n: WaitingN8n;
beforeEach(async () => {
	service = await startSimulator({ renderMs: Infinity });
	n8n = await new WaitingN8n(service).open();
});
afterEach(async () => await Promise.all([service.close(), n8n.close()]));

const good = { json: { p: 'good' } };
const video = (more: INodeParameters = {}) => textToVideo({ prompt: '={{ $json.p }}', completion: 'callback', download: false, ...more });
const idOf = (prompt: string) => service.created.find(({ body }) => JSON.stringify(body).includes(prompt))!.taskId;

interface Fault {
	parameters?: INodeParameters;
	p: string;
	/** What becomes of the task while the execution is put aside. */
	then?: (taskId: string) => void;
	says: RegExp;
}

const faults: Record<string, Fault> = {
	'refused before anything is sent': { p: '', says: /Prompt is empty/ },
	'refused by Kling': { p: '[[refuse]] boat', says: /content check/ },
	'failed at Kling': { p: 'bad', then: (taskId) => service.finish(taskId, 'failed', 'risk control'), says: /risk control/ },
	'not finished in time': { p: 'bad', parameters: { options: { timeLimit: 0.005 } }, says: /within the time limit/ },
	'a download that breaks': {
		p: 'bad',
		parameters: { download: true },
		then: (taskId) => {
			service.finish(taskId);
			service.fault({ method: 'GET', path: new RegExp(`files/${taskId}`), action: 'error', status: 404, code: 404, times: Infinity });
		},
		says: /could not be fetched/,
	},
};

test.each(Object.entries(faults))('%s', async (_, { p, parameters, then, says }) => {
	const items = [good, { json: { p } }];
	const { run } = await n8n.run(video(parameters), { executionId: 'put-aside', items, onError: 'continueErrorOutput' });
	expect(run.status).toBe('waiting');
	service.finish(idOf('good'));
	then?.(idOf(p));
	await new Promise((resolve) => setTimeout(resolve, 300));
	await n8n.quiet();
	const { items: done, failed, error } = n8n.results[0] ?? (await n8n.timeIsOver('put-aside'));
	expect(error).toBeUndefined();
	expect(done.map(({ json, pairedItem }) => [json.taskId, json.status, pairedItem])).toEqual([[idOf('good'), 'succeeded', { item: 0 }]]);
	expect(failed.map(({ json, pairedItem }) => [json.error, json.p, pairedItem])).toEqual([[expect.stringMatching(says), p, { item: 1 }]]);
	const made = service.created.find(({ body }) => JSON.stringify(body).includes('bad'));
	if (made) expect(failed[0]?.json.details).toMatchObject({ taskId: made.taskId, description: expect.stringContaining(made.taskId) });
});

test('Task → Wait: what Kling does not know leaves by the error output, the others when they are finished', async () => {
	await n8n.run(video({ completion: 'submit' }), { executionId: 'submit', items: [good] });
	const taskId = idOf('good');
	const items = [{ json: { id: '404' } }, { json: { id: taskId } }];
	const wait = task('wait', { taskIds: '={{ $json.id }}', completion: 'callback', download: false });
	const { run } = await n8n.run(wait, { executionId: 'wait', items, onError: 'continueErrorOutput' });
	expect(run.status).toBe('waiting');
	service.finish(taskId);
	const { items: done, failed } = await n8n.timeIsOver('wait');
	expect(done.map(({ json }) => json.taskId)).toEqual([taskId]);
	expect(failed.map(({ json }) => [json.error, json.id])).toEqual([['Kling does not know Task 404', '404']]);
});
