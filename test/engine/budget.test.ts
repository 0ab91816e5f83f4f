import type { INodeParameters } from 'n8n-workflow';
import { editVideo, imageToVideo, referenceToVideo, textToVideo, useKling } from './kling';

/** What a run may cost, and what it would cost. */

const kling = useKling({ renderMs: 20 });

const prompts = (...texts: string[]) => texts.map((prompt) => ({ json: { prompt } }));
/** Silent 720p: 0.6 units a second. */
const video = (options: INodeParameters) => textToVideo({ prompt: '={{ $json.prompt }}', quality: '720p', duration: 3, options });
const each = 1.8;

describe('Max Cost per Run', () => {
	test('allows exactly what it says, to the tenth of a unit', async () => {
		const { items, error } = await kling.run(video({ maxCost: 3 * each }), { items: prompts('one', 'two', 'three') });
		expect(error).toBeUndefined();
		expect(kling.service.created.map(({ units }) => units)).toEqual([each, each, each]);
		expect(items.map(({ json }) => (json.cost as { units: number }).units)).toEqual([each, each, each]);
	});

	test('stops before the create that would go above it; what is paid for goes on', async () => {
		const { items } = await kling.run(video({ maxCost: 3 * each - 0.1 }), { items: prompts('one', 'two', 'three'), continueOnFail: true });
		expect(kling.service.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
		expect(items.filter(({ json }) => json.status === 'succeeded')).toHaveLength(2);
		const [refused] = items.filter(({ json }) => json.error);
		expect(refused?.json.error).toBe('Max Cost per Run is 5.3 units, but this job would bring the run to 5.4');
		expect(refused?.json.description).toContain('3.6 units are spent in this run');
	});

	test('ends the run without Continue On Fail, and names what is paid for', async () => {
		const { error } = await kling.run(video({ maxCost: each, maxConcurrentTasks: 1 }), { items: prompts('one', 'two') });
		expect(kling.service.created).toHaveLength(1);
		expect(error?.message).toContain('Max Cost per Run is 1.8 units');
		expect(error?.description).toContain(`Already paid for: ${kling.service.created[0]!.taskId}`);
	});

	test('is not used up by a task that was found', async () => {
		const options = { idempotency: 'sameInput' };
		await kling.run(video(options), { items: prompts('one', 'two') });
		const { error, items } = await kling.run(video({ ...options, maxCost: each }), { items: prompts('one', 'two', 'three') });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(kling.service.created).toHaveLength(3);
	});

	test('is not used up by a create that Kling refused', async () => {
		const { items } = await kling.run(video({ maxCost: each, maxConcurrentTasks: 1 }), {
			items: prompts('[[refuse]] one', 'two'),
			continueOnFail: true,
		});
		expect(items[0]?.json.error).toContain('content check');
		expect(items[1]?.json.status).toBe('succeeded');
	});

	test('is used up by a create of which nobody knows whether it was taken', async () => {
		kling.service.fault({ method: 'POST', action: 'drop after processing' });
		kling.service.fault({ method: 'GET', nth: 2, times: Infinity, action: 'error', code: 1100 });
		const { items } = await kling.run(video({ maxCost: each, maxConcurrentTasks: 1 }), {
			items: prompts('one', 'two'),
			continueOnFail: true,
		});
		expect(items[0]?.json.description).toContain('may have been created');
		expect(kling.service.created).toHaveLength(1);
	});

	test('0 allows nothing', async () => {
		const { error } = await kling.run(video({ maxCost: 0 }), { items: prompts('one') });
		expect(error?.message).toBe('Max Cost per Run is 0 units, but this job would bring the run to 1.8');
		expect(kling.service.created).toEqual([]);
	});

	test('refuses a job whose price is not known', async () => {
		const { error } = await kling.run({
			...textToVideo({ options: { maxCost: 100 } }),
			model: { __rl: true, mode: 'id', value: 'kling-v9' },
		});
		expect(error?.message).toContain('not known beforehand');
		expect(kling.service.created).toEqual([]);
	});
});

describe('Dry Run', () => {
	const url = 'https://media.example.org/a.png';
	const jobs: Record<string, INodeParameters> = {
		textToVideo: textToVideo(),
		imageToVideo: imageToVideo({ firstFrame: url }),
		referenceToVideo: referenceToVideo({ images: { image: [{ role: 'reference', url }] } }),
		editVideo: editVideo({ video: 'https://media.example.org/a.mp4' }),
	};
	const dialects = [{ apiVersion: 'classic' }, { apiVersion: 'current' }, { service: 'modelStudio' }];
	const options = { dryRun: true, skipMediaChecks: true, download: true };

	test.each(dialects.flatMap((dialect) => Object.entries(jobs).map(([name, job]) => ({ name, dialect, job }))))(
		'sends nothing: $name, $dialect',
		async ({ dialect, job }) => {
			const { items, error } = await kling.run({ ...dialect, ...job, options }, { items: [{}, {}] });
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.dryRun)).toEqual([true, true]);
			expect(kling.service.requests).toEqual([]);
			expect(kling.service.downloads).toEqual([]);
		},
	);

	test('shows the request and the price that the job then has', async () => {
		const shown = await kling.run(video({ dryRun: true }), { items: prompts('one') });
		const made = await kling.run(video({}), { items: prompts('one') });
		const { request, cost } = shown.items[0]!.json as { request: { method: string; url: string; body: object }; cost: { units: number } };
		expect(request).toMatchObject({ method: 'POST', url: `${kling.service.url}/v1/videos/omni-video` });
		expect({ ...request.body, external_task_id: '' }).toEqual({ ...(kling.service.created[0]?.body as object), external_task_id: '' });
		expect(cost.units).toBe(kling.service.created[0]?.units);
		expect(made.items[0]?.json.cost).toMatchObject(cost);
	});

	test('says of each item what is wrong with it', async () => {
		const { error } = await kling.run(video({ dryRun: true }), { items: prompts('one', '') });
		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.description).toContain('Nothing was sent to Kling');
	});
});
