import { imageToVideo, inField, task, textToVideo, useKling } from './kling';
import { withPicture } from './fixtures';
import { statusWord } from '../simulator/faults';
import { dialects, dialectWith } from '../dialects';

/** Words that every object knows without anybody having put them there: in a look-up they are as unknown as any other. */

const kling = useKling();
const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
const panels = [{ apiVersion: 'classic' }, { apiVersion: 'current' }, { service: 'modelStudio' }];

describe.each(words)('%s', (word) => {
	test.each(panels)('as a model goes to the service as it is, and has no price, with %j', async (panel) => {
		const { items, error } = await kling.run(textToVideo({ ...panel, model: word, options: { dryRun: true } }));
		expect(error).toBeUndefined();
		expect(JSON.stringify(items[0]?.json.request)).toContain(word);
		expect(items[0]?.json).not.toHaveProperty('cost');
	});

	test('as an image model, too', async () => {
		const model = { __rl: true, mode: 'id', value: word };
		const { items, error } = await kling.run({
			resource: 'image',
			operation: 'generate',
			model,
			prompt: 'a boat',
			options: { dryRun: true },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.request).toMatchObject({ body: { model_name: word } });
	});

	test.each([
		['resource', { resource: word, operation: 'get' }],
		['operation', { resource: 'video', operation: word }],
		['choice', textToVideo({ quality: word })],
		['way to wait', textToVideo({ completion: word })],
		['task type', task('get', { taskIds: '1', taskType: word })],
	])('as a %s is refused by the field’s name, and nothing is sent', async (_, parameters) => {
		const { error } = await kling.run(parameters);
		expect(error?.message).toMatch(/^[A-Z][\w ]+ (is|must|has)\b/);
		expect(error?.message).toContain(word);
		expect(kling.service.requests).toEqual([]);
	});

	test('as a binary field is missing', async () => {
		const { error } = await kling.run(imageToVideo({ firstFrame: inField(word) }), { items: [withPicture(400, 400)] });
		expect(error?.message).toBe(`First Frame: the item has no binary field “${word}”`);
	});

	test('as the item’s word for a task’s type says nothing', async () => {
		const { items: made } = await kling.run(textToVideo({ completion: 'submit' }));
		const { error, items } = await kling.run(task('get', { taskIds: String(made[0]!.json.taskId) }), {
			items: [{ json: { taskType: word } }],
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.taskType).toBe('omniVideo');
	});

	test.each(panels)('as a task’s state is that of a running one, with %j', async (panel) => {
		const { items: made } = await kling.run(textToVideo({ ...panel, completion: 'submit' }));
		kling.service.fault({ method: 'GET', times: Infinity, ...statusWord(word) });
		const { items } = await kling.run({ ...panel, ...task('get', { taskIds: String(made[0]!.json.taskId) }) });
		expect(items[0]?.json.status).toBe('processing');
	});

	test.each(dialects)('as a code is a refusal, or no answer, on %s', (id) => {
		const body = { code: word, message: 'their words' };
		const reply = dialectWith(id).judge({ httpStatus: 400, body, text: JSON.stringify(body) });
		expect(reply).toMatchObject({ outcome: 'refused', message: expect.stringContaining('their words') });
	});

	test('as an own key, a tag and a voice is a text like any other', async () => {
		const options = { idempotency: 'ownKey', idempotencyKey: word, tag: word };
		const order = textToVideo({ apiVersion: 'classic', completion: 'submit', options });
		const { items, error } = await kling.run(order);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ tag: word, idempotencyKey: word });
		const again = await kling.run(order);
		expect(again.items[0]?.json).toMatchObject({ taskId: items[0]?.json.taskId, found: true });
	});
});
