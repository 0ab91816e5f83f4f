import { task, textToVideo, useKling } from './kling';

/** Task → Wait that puts the execution aside: what n8n keeps, and when there is nothing to wait for. */

const kling = useKling({ renderMs: Infinity });
const putAside = (taskIds: string[], more = {}) => task('wait', { taskIds: taskIds.join(), completion: 'callback', ...more });

async function submitted(prompt = 'A paper boat'): Promise<string> {
	const { items } = await kling.run(textToVideo({ prompt, completion: 'submit' }));
	return String(items[0]?.json.taskId);
}

test('tasks that are not finished are what n8n keeps, until the time limit', async () => {
	const ids = [await submitted(), await submitted()];
	kling.service.finish(ids[1]!);
	const before = Date.now();
	const { run } = await kling.run(putAside(ids, { timeLimit: 7 }));
	expect(run.status).toBe('waiting');
	expect(run.waitTill!.getTime() - before).toBeGreaterThanOrEqual(7 * 60_000);
	expect(run.waitTill!.getTime() - before).toBeLessThan(8 * 60_000);
	// what goes on at the time limit, and what the node reads when Kling calls
	const [kept] = run.data.executionData!.nodeExecutionStack[0]!.data.main!;
	expect(kept?.map(({ json }) => [json.taskId, json.status])).toEqual([
		[ids[0], 'submitted'],
		[ids[1], 'succeeded'],
	]);
	const given = run.data.resultData.runData.Items?.[0]?.data?.main?.[0]?.map(({ json }) => json);
	expect(given).toEqual([{}]);
});

test('finished tasks are given out at once, with their files', async () => {
	const taskId = await submitted();
	kling.service.finish(taskId);
	const { items, run } = await kling.run(putAside([taskId], { download: true }));
	expect(run.status).toBe('success');
	expect(items[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
	expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
});

test('a task that has failed ends it, when no other is waited for', async () => {
	const taskId = await submitted();
	kling.service.finish(taskId, 'failed', 'risk control');
	const { error } = await kling.run(putAside([taskId]));
	expect(error?.message).toContain('risk control');
});

test('a task that Kling does not know ends it at once', async () => {
	const { error, run } = await kling.run(putAside([await submitted(), '404']));
	expect(run.status).not.toBe('waiting');
	expect(error?.message).toBe('Kling does not know Task 404');
});

test('with Continue On Fail, the others are waited for', async () => {
	const taskId = await submitted();
	const { run } = await kling.run(putAside(['={{ $json.id }}']), {
		items: [{ json: { id: '404' } }, { json: { id: taskId } }],
		continueOnFail: true,
	});
	expect(run.status).toBe('waiting');
	const [kept] = run.data.executionData!.nodeExecutionStack[0]!.data.main!;
	expect(kept?.map(({ json }) => json.error ?? json.taskId)).toEqual(['Kling does not know Task 404', taskId]);
});
