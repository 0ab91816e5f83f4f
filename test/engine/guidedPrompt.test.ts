import type { INodeParameters } from 'n8n-workflow';
import { imageToVideo, textToVideo, useKling } from './kling';

/** A prompt in parts: Dry Run shows the one text that they become, and that text is what Kling gets. */

const kling = useKling();
const parts = {
	subject: 'A red paper boat',
	action: 'drifts past the rocks, and spins once.',
	scene: ' in a small harbour at low tide',
	camera: 'slow dolly in',
	light: 'warm evening light',
	dialogue: 'a woman says: "There it goes."',
};
const guided = (fields: INodeParameters) => textToVideo({ promptMode: 'guided', prompt: 'hidden in this mode', ...fields });
const assembled =
	'A red paper boat drifts past the rocks, and spins once in a small harbour at low tide. Slow dolly in. Warm evening light. A woman says: "There it goes."';

test('Dry Run shows the prompt that the parts become, in the order that Kling recommends', async () => {
	const { items, error } = await kling.run(guided({ ...parts, options: { dryRun: true } }));
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ dryRun: true, request: { body: { prompt: assembled } }, cost: { units: 4 } });
	expect(kling.service.requests).toEqual([]);
});

test('Kling gets the same text', async () => {
	await kling.run(guided(parts));
	expect(kling.service.created[0]?.body.prompt).toBe(assembled);
});

test('empty parts leave no trace, and parts may come from the item', async () => {
	await kling.run(guided({ subject: '={{ $json.who }}', action: 'waves', scene: '={{ $json.missing }}', light: ' ' }), {
		items: [{ json: { who: 'the captain' } }],
	});
	expect(kling.service.created[0]?.body.prompt).toBe('The captain waves.');
});

test('parts refer to attachments as a prompt does', async () => {
	const firstFrame = 'https://media.example.org/a.png';
	const options = { skipMediaChecks: true };
	await kling.run(imageToVideo({ promptMode: 'guided', subject: '@image1', action: 'comes alive', firstFrame, options }));
	expect(kling.service.created[0]?.body.prompt).toBe('<<<image_1>>> comes alive.');
	const { error } = await kling.run(guided({ subject: '@image1' }));
	expect(error?.message).toBe('Prompt mentions @image1, but nothing is attached under it');
});

test('a storyboard has prompts of its own, whatever the parts hold', async () => {
	await kling.run(guided({ ...parts, shots: 'storyboard', storyboard: { shot: [{ prompt: 'rain', seconds: 3 }] } }));
	expect(kling.service.created[0]?.body).toMatchObject({ multi_prompt: [{ index: 1, prompt: 'rain', duration: '3' }] });
	expect(kling.service.created[0]?.body).not.toHaveProperty('prompt');
});

test('nothing in any part is refused by their names', async () => {
	const { error } = await kling.run(guided({ subject: ' ' }));
	expect(error?.message).toBe('Subject, Action and the other parts of the prompt are all empty');
	expect(kling.service.requests).toEqual([]);
});

test('free text is the default, and hides the parts', async () => {
	await kling.run(textToVideo({ ...parts, prompt: 'a boat' }));
	expect(kling.service.created[0]?.body.prompt).toBe('a boat');
});
