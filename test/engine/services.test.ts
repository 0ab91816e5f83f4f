import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { editVideo, imageToVideo, referenceToVideo, task, textToVideo, useKling } from './kling';

/** The same panel on three services: other requests, other answers, the same item. */

const kling = useKling();

const services: Record<string, INodeParameters> = {
	classic: { service: 'kling', apiVersion: 'classic' },
	current: { service: 'kling', apiVersion: 'current' },
	modelStudio: { service: 'modelStudio' },
};

const picture = () => `${kling.service.url}/media/good.png`;
const clip = () => `${kling.service.url}/media/ride.mp4`;

const jobs: Record<string, () => INodeParameters> = {
	'one silent shot': () => textToVideo({ quality: '720p', duration: 4 }),
	'sound, upright, with a watermark': () => textToVideo({ sound: true, aspectRatio: '9:16', duration: 15, options: { watermark: true } }),
	'automatic shots in 4k': () => textToVideo({ shots: 'auto', quality: '4k', duration: 10 }),
	'a storyboard': () =>
		textToVideo({
			shots: 'storyboard',
			storyboard: {
				shot: [
					{ prompt: 'rain', seconds: 3 },
					{ prompt: 'sun', seconds: 5 },
				],
			},
		}),
	'a first frame': () => imageToVideo({ firstFrame: picture() }),
	'first and last frame and an element': () =>
		imageToVideo({
			firstFrame: picture(),
			lastFrame: picture(),
			elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
		}),
	'reference pictures': () => referenceToVideo({ prompt: '@image1 in fog', images: { image: [{ url: picture() }] } }),
	'a video to imitate': () => referenceToVideo({ video: clip(), shots: 'auto', images: {}, duration: 6 }),
	'a video to edit, its sound kept': () => editVideo({ video: clip(), keepSound: true }),
	'the standard model': () => textToVideo({ model: 'kling-v3', duration: 7, sound: true }),
};

/** What a person works with, without what differs from task to task. */
const essence = ({ status, taskType, model, durationSeconds, tag, reference, cost, videoUrl, watermarkUrl, expiresAt }: IDataObject) => ({
	status,
	taskType,
	model,
	// Model Studio tells whole seconds
	seconds: Math.round(Number(durationSeconds)),
	tag,
	reference,
	units: (cost as IDataObject | undefined)?.units,
	has: Object.entries({ videoUrl, watermarkUrl, expiresAt }).flatMap(([name, value]) => (value ? [name] : [])),
});

test.each(Object.entries(jobs))('%s', async (_, job) => {
	const parameters = job();
	const items: Record<string, IDataObject> = {};
	for (const [name, service] of Object.entries(services)) {
		const options = { tag: 'spring', reference: 'row 4', ...(parameters.options as object) };
		const run = await kling.run({ ...parameters, ...service, options });
		expect({ name, error: run.error?.message, items: run.items.length }).toEqual({ name, error: undefined, items: 1 });
		items[name] = run.items[0]!.json;
	}
	expect(kling.service.created.map(({ dialect }) => dialect)).toEqual(Object.keys(services));
	expect(essence(items.classic!)).toMatchObject({
		status: 'succeeded',
		tag: 'spring',
		reference: 'row 4',
		units: expect.any(Number),
	});
	expect(essence(items.current!)).toEqual(essence(items.classic!));
	// Alibaba Cloud bills in its own money
	expect(essence(items.modelStudio!)).toEqual({ ...essence(items.classic!), units: undefined });
});

test('a task is found again by its id and in the list, with the same result', async () => {
	for (const [name, service] of Object.entries(services)) {
		const [made] = (await kling.run({ ...textToVideo({ duration: 4 }), ...service })).items;
		const { taskId } = made!.json;
		const read = await kling.run({ ...task('get', { taskIds: `={{ "${String(taskId)}" }}` }), ...service });
		const same = { taskId, taskType: 'omniVideo', status: 'succeeded', videoUrl: expect.any(String) };
		expect({ name, item: read.items[0]?.json }).toMatchObject({ name, item: same });
		const listed = await kling.run({ ...task('getMany', { limit: 5 }), ...service });
		expect({ name, ids: listed.items.map(({ json }) => json.taskId) }).toEqual({ name, ids: expect.arrayContaining([taskId]) });
	}
});
