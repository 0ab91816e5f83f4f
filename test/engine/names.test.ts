import type { INodeParameters } from 'n8n-workflow';
import { referenceToVideo, imageToVideo, useKling } from './kling';

/** Attachments with names of their own: `@hero` instead of `@image1`, on the API that knows names. */

const kling = useKling();
const url = 'https://media.example.org/a.png';
const current: INodeParameters = { apiVersion: 'current', options: { skipMediaChecks: true } };
const images = (...names: string[]) => ({ images: { image: names.map((name) => ({ url, name })) } });
const element = (name: string) => ({
	elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' }, name }] },
});
const contents = () => kling.service.created.at(-1)?.body.contents as Array<Record<string, string>>;

test('the prompt calls images and elements by their names', async () => {
	const { error, hints } = await kling.run(
		referenceToVideo({ ...current, ...images('market', ''), ...element('ada'), prompt: '@ada walks from the @Market to @image2' }),
	);
	expect(error).toBeUndefined();
	expect(contents()).toEqual([
		{ type: 'prompt', text: '@ada walks from the @market to @image_2' },
		{ type: 'refer_image', url, id: 'market' },
		{ type: 'refer_image', url, id: 'image_2' },
		{ type: 'element', element_id: '829836802793406551', id: 'ada' },
	]);
	expect(hints.filter((hint) => hint.includes('does not mention'))).toEqual([]);
});

test('a named attachment can still be called by its number', async () => {
	await kling.run(referenceToVideo({ ...current, ...images('market'), prompt: 'a walk through @image1' }));
	expect(contents()[0]).toEqual({ type: 'prompt', text: 'a walk through @market' });
});

test('a storyboard calls them by their names, too', async () => {
	const board = { shots: 'storyboard', storyboard: { shot: [{ prompt: '@ada opens the door', seconds: 3 }] } };
	const { error } = await kling.run(referenceToVideo({ ...current, ...element('ada'), ...board }));
	expect(error).toBeUndefined();
	expect(contents()[0]?.text).toBe('shot 1, 3, @ada opens the door;');
});

test('one that nobody mentions is a hint with its name', async () => {
	const { hints } = await kling.run(referenceToVideo({ ...current, ...images('market'), prompt: 'a walk' }));
	expect(hints).toContain('Prompt does not mention @market, so Kling may follow it only loosely. Write @market where it belongs.');
});

test.each<[string[], string]>([
	[['the market'], 'Name “the market” has other characters than letters, digits and _'],
	[['ann', 'anna'], 'Name “ann” is part of the name “anna”, so that @ann could mean either'],
	[['hero', 'hero'], 'Name “hero” is part of the name “hero”, so that @hero could mean either'],
])('%j are refused by name', async (names, message) => {
	const { error } = await kling.run(referenceToVideo({ ...current, ...images(...names), prompt: 'a walk' }));
	expect(error?.message).toBe(message);
	expect(kling.service.requests).toEqual([]);
});

test('where there are no names the field is hidden, and what it holds stays out', async () => {
	const { error } = await kling.run(
		referenceToVideo({ ...images('market'), ...element('ada'), prompt: '@image1 and @element1', options: { skipMediaChecks: true } }),
	);
	expect(error).toBeUndefined();
	expect(kling.service.created[0]?.body).toMatchObject({ prompt: '<<<image_1>>> and <<<element_1>>>', image_list: [{ image_url: url }] });
});

test('a list from an expression may hold names on every API', async () => {
	const lists = { images: '={{ [{ url: "https://media.example.org/a.png", name: "market" }] }}' };
	await kling.run(referenceToVideo({ lists, prompt: 'through the @market', options: { skipMediaChecks: true } }));
	expect(kling.service.created[0]?.body.prompt).toBe('through the <<<image_1>>>');
});

test('the frames of a standard model have no names on the wire', async () => {
	const { error } = await kling.run(
		imageToVideo({
			...current,
			model: 'kling-v3',
			firstFrame: url,
			...element('ada'),
			prompt: '@ada waves',
		}),
	);
	expect(error).toBeUndefined();
	expect(contents()).toEqual([
		{ type: 'prompt', text: '@ada waves' },
		{ type: 'first_frame', url },
		{ type: 'element', element_id: '829836802793406551', id: 'ada' },
	]);
});
