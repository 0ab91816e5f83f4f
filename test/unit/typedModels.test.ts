import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import { dialect as current } from '../../nodes/kling/dialects/current.dialect';
import { dialect as modelStudio } from '../../nodes/kling/dialects/modelStudio.dialect';
import { videoJob, type VideoJob } from '../../nodes/kling/videoJob';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import { dialects, dialectWith } from '../dialects';

/** Models that are newer than the table: their id, or on Kling's own APIs their path, is taken as it is typed (R52). */

const job = (operation: VideoJob['operation'], model: string, others: object = {}) =>
	adjust(videoJob.parse({ operation, model, prompt: 'a boat', ...others }), current);
const frame = { images: [{ role: 'firstFrame', url: 'https://media.example.org/a.png' }] };

test.each([
	['textToVideo', 'kling-9', '/omni-video/kling-9', { contents: [{ type: 'prompt', text: 'a boat' }] }],
	['textToVideo', 'omni-video/kling-9-omni', '/omni-video/kling-9-omni', { contents: [{ type: 'prompt', text: 'a boat' }] }],
	['textToVideo', '/text-to-video/kling-9', '/text-to-video/kling-9', { prompt: 'a boat' }],
	['textToVideo', 'video/v4/kling-9', '/video/v4/kling-9', { contents: [{ type: 'prompt', text: 'a boat' }] }],
] as const)('current: %s with %s', (operation, model, path, words) => {
	const { path: sent, body } = current.encode(job(operation, model), 'key');
	expect(sent).toBe(path);
	expect(body).toEqual({
		...words,
		settings: { multi_shot: false, audio: 'off', resolution: '1080p', aspect_ratio: '16:9', duration: 5 },
		options: { external_task_id: 'key' },
	});
});

test('current: frames have an id where the path is an omni one, and none where it is a standard one', () => {
	const frameOf = (model: string) => (current.encode(job('imageToVideo', model, frame), 'key').body as { contents: object[] }).contents[1];
	expect(frameOf('omni-video/kling-9')).toEqual({ type: 'first_frame', url: frame.images[0]!.url, id: 'image_1' });
	expect(frameOf('image-to-video/kling-9')).toEqual({ type: 'first_frame', url: frame.images[0]!.url });
});

test.each([
	['text2video/kling-v9', '/v1/videos/text2video', 'textToVideo'],
	['image2video/kling-v9', '/v1/videos/image2video', 'imageToVideo'],
	['kling-v9-omni', '/v1/videos/omni-video', 'omniVideo'],
])('classic: %s', (model, path, product) => {
	const typed = job('imageToVideo', model, frame);
	const { path: sent, body } = classic.encode(typed, 'key');
	expect(sent).toBe(path);
	expect(body).toMatchObject({ model_name: model.replace(/^.*\//, '') });
	expect(classic.productOf(typed)).toBe(product);
});

test('Model Studio: the whole name', () => {
	const { body } = modelStudio.encode(job('textToVideo', 'kling/kling-v9-video-generation'), '');
	expect(body).toMatchObject({ model: 'kling/kling-v9-video-generation' });
});

test('a model that is known goes under its own name, whichever of its names was typed', () => {
	for (const name of ['kling-v3-omni', 'kling-3.0-omni', 'kling/kling-v3-omni-video-generation']) {
		expect(current.encode(job('textToVideo', name), 'key').path).toBe('/omni-video/kling-3.0-omni');
		expect(classic.encode(job('textToVideo', name), 'key').body).toMatchObject({ model_name: 'kling-v3-omni' });
		expect(modelStudio.encode(job('textToVideo', name), 'key').body).toMatchObject({ model: 'kling/kling-v3-omni-video-generation' });
	}
});

test('no limit stands in the way of a model that nobody knows yet', () => {
	const wide = job('textToVideo', 'kling-9', { duration: 40, quality: '4k', sound: true, aspectRatio: '1:1' });
	for (const dialect of dialects) expect(checkRules(wide, dialectWith(dialect))).toEqual([]);
});
