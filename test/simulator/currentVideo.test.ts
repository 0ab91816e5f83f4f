import { startSimulator, type Simulator } from './index';
import { call } from './testing';

const FIGURE = '829836802793406551';
const ACTOR = '829836802793407001';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterAll(async () => await service.close());

const picture = (name = 'good.png') => `${service.url}/media/${name}`;
const prompt = (text = 'a paper boat') => ({ type: 'prompt', text });
const first = () => ({ type: 'first_frame', url: picture() });
const last = () => ({ type: 'last_frame', url: picture() });
const figure = (n = 0) => ({ type: 'element', element_id: String(BigInt(FIGURE) + BigInt(n)), id: `figure${n}` });
const actor = (n = 0) => ({ type: 'element', element_id: String(BigInt(ACTOR) + BigInt(n)), id: `actor${n}` });
const figures = (count: number) => Array.from({ length: count }, (_, n) => figure(n));
const actors = (count: number) => Array.from({ length: count }, (_, n) => actor(n));
const job = (contents: object[], settings?: object, options?: object) => ({ contents: [prompt(), ...contents], settings, options });
const long = (length: number) => 'x'.repeat(length);
const shots = 'shot 1, 2, a gull; shot 2, 3, a bell;';

test.each<[string, string, () => object]>([
	[
		'text: 3.0 Turbo',
		'/text-to-video/kling-3.0-turbo',
		() => ({ prompt: long(3072), settings: { duration: 15, resolution: '1080p', aspect_ratio: '1:1' } }),
	],
	[
		'text: 2.6 with sound',
		'/text-to-video/kling-2.6',
		() => ({ prompt: 'x', settings: { audio: 'native', resolution: '1080p', duration: 10 } }),
	],
	['text: 2.6 reads no shots', '/text-to-video/kling-2.6', () => ({ prompt: 'shot 1, 2, a; b', settings: {} })],
	['text: 2.5 Turbo', '/text-to-video/kling-2.5-turbo', () => ({ prompt: 'x' })],
	[
		'image: 3.0 with three elements',
		'/image-to-video/kling-3.0',
		() => job([first(), last(), figure(), actor(), figure(1)], { resolution: '4k' }),
	],
	['image: 3.0 Turbo', '/image-to-video/kling-3.0-turbo', () => job([first()])],
	['image: 2.6 with both frames (R63)', '/image-to-video/kling-2.6', () => job([first(), last()], { resolution: '1080p' })],
	[
		'image: 2.5 Turbo with both frames (R63)',
		'/image-to-video/kling-2.5-turbo',
		() => job([first(), last()], { resolution: '1080p', duration: 10 }),
	],
	[
		'motion: image',
		'/motion-control/kling-2.6',
		() =>
			job(
				[
					{ type: 'image', url: picture() },
					{ type: 'video', url: picture('ride.mp4') },
				],
				{ character_orientation: 'image' },
			),
	],
	[
		'motion: 20 s with an element (R68)',
		'/motion-control/kling-3.0',
		() =>
			job([{ type: 'image', url: picture() }, { type: 'video', url: picture('dance.mp4') }, actor()], {
				character_orientation: 'video',
				audio: 'off',
				resolution: '1080p',
			}),
	],
])('accepted: %s', async (_name, path, body) => {
	expect(await call(service, 'POST', path, body())).toMatchObject({ status: 200, body: { code: 0, data: { id: expect.any(String) } } });
});

const motion = (extra: object[] = [], settings: object = { character_orientation: 'image' }, source = 'ride.mp4') =>
	job([{ type: 'image', url: picture() }, { type: 'video', url: picture(source) }, ...extra], settings);
const IMAGE3 = '/image-to-video/kling-3.0';
const IMAGE26 = '/image-to-video/kling-2.6';
const TEXT3 = '/text-to-video/kling-3.0';

test.each<[string, string, () => object, string, number?]>([
	['text: contents (R66)', TEXT3, () => job([]), "unknown field 'contents'"],
	['text: no prompt', TEXT3, () => ({ settings: {} }), 'prompt can not be null'],
	[
		'text: 2.6 of seven seconds (R65)',
		'/text-to-video/kling-2.6',
		() => ({ prompt: 'x', settings: { duration: 7 } }),
		'5 or 10 is expected',
	],
	[
		'text: 2.6 with sound in 720p (R63)',
		'/text-to-video/kling-2.6',
		() => ({ prompt: 'x', settings: { audio: 'native' } }),
		'1080p is required',
	],
	[
		'text: 2.6 in 4k (R23)',
		'/text-to-video/kling-2.6',
		() => ({ prompt: 'x', settings: { resolution: '4k' } }),
		"settings.resolution value '4k' is invalid",
	],
	[
		'text: Turbo with a sound switch (R66)',
		'/text-to-video/kling-3.0-turbo',
		() => ({ prompt: 'x', settings: { audio: 'native' } }),
		"unknown field 'settings.audio'",
	],
	[
		'text: 2.5 Turbo with multi_shot (R66)',
		'/text-to-video/kling-2.5-turbo',
		() => ({ prompt: 'x', settings: { multi_shot: false } }),
		"unknown field 'settings.multi_shot'",
	],
	['text: original sound', TEXT3, () => ({ prompt: 'x', settings: { audio: 'original' } }), "settings.audio value 'original' is invalid"],
	['text: a voice (R64)', TEXT3, () => ({ prompt: 'x', voice: 'y' }), "unknown field 'voice'"],
	['image: a ratio (R66)', IMAGE3, () => job([first()], { aspect_ratio: '16:9' }), "unknown field 'settings.aspect_ratio'"],
	['image: no first frame (R66)', IMAGE3, () => job([]), 'first_frame is required'],
	['image: an id on a frame', IMAGE3, () => job([{ ...first(), id: 'a' }]), "unknown field 'contents[1].id'"],
	['image: four elements (R66)', IMAGE3, () => job([first(), ...figures(4)]), 'at most 3 element'],
	[
		'image: Turbo with a last frame (R66)',
		'/image-to-video/kling-3.0-turbo',
		() => job([first(), last()]),
		"contents[2].type value 'last_frame' is invalid",
	],
	[
		'image: Turbo with 2501 characters (R71)',
		'/image-to-video/kling-3.0-turbo',
		() => ({ contents: [prompt(long(2501)), first()] }),
		'size must be between 0 and 2500',
	],
	['image: an element on 2.6 (R66)', IMAGE26, () => job([first(), figure()]), "contents[2].type value 'element' is invalid"],
	['image: 2.6 both frames in 720p (R63)', IMAGE26, () => job([first(), last()]), '1080p is required'],
	[
		'image: 2.6 both frames with sound (R63)',
		IMAGE26,
		() => job([first(), last()], { resolution: '1080p', audio: 'native' }),
		"'native' is invalid with last_frame",
	],
	['image: 2.5 both frames in 720p (R63)', '/image-to-video/kling-2.5-turbo', () => job([first(), last()]), '1080p is required'],
	[
		'image: a voice without sound (R64)',
		IMAGE26,
		() => job([first(), { type: 'voice', voice_id: '850000000000000001', id: 'a' }]),
		'must be native with voices',
	],
	[
		'image: an unknown voice',
		IMAGE26,
		() => job([first(), { type: 'voice', voice_id: '1', id: 'a' }], { audio: 'native', resolution: '1080p' }),
		'Voice id not found',
	],
	[
		'image: a voice on 3.0 (R64)',
		IMAGE3,
		() => job([first(), { type: 'voice', voice_id: '850000000000000001', id: 'a' }]),
		"type value 'voice' is invalid",
	],
	['motion: no settings (R68)', '/motion-control/kling-3.0', () => ({ ...motion(), settings: undefined }), 'settings can not be null'],
	['motion: no orientation (R68)', '/motion-control/kling-3.0', () => motion([], {}), 'settings.character_orientation can not be null'],
	[
		'motion: a duration',
		'/motion-control/kling-3.0',
		() => motion([], { character_orientation: 'image', duration: 5 }),
		"unknown field 'settings.duration'",
	],
	[
		'motion: no video',
		'/motion-control/kling-3.0',
		() => job([{ type: 'image', url: picture() }], { character_orientation: 'image' }),
		'video is required',
	],
	[
		'motion: 20 s with orientation image (R68)',
		'/motion-control/kling-3.0',
		() => motion([], { character_orientation: 'image' }, 'dance.mp4'),
		'Video duration is invalid',
	],
	[
		'motion: an element with orientation image (R68)',
		'/motion-control/kling-3.0',
		() => motion([actor()]),
		"must be 'video' with an element",
	],
	[
		'motion: two elements (R68)',
		'/motion-control/kling-3.0',
		() => motion(actors(2), { character_orientation: 'video' }),
		'at most 1 element',
	],
	[
		'motion: an element on 2.6 (R68)',
		'/motion-control/kling-2.6',
		() => motion([actor()], { character_orientation: 'video' }),
		"type value 'element' is invalid",
	],
	[
		'text: 3.0 Turbo reads shots too',
		'/text-to-video/kling-3.0-turbo',
		() => ({ prompt: shots, settings: { duration: 6 } }),
		'add up to 5',
	],
])('refused: %s', async (_name, path, body, message, code = 1201) => {
	const before = service.created.length;
	const answer = await call(service, 'POST', path, body());
	expect(answer.body).toMatchObject({ code, message: expect.stringContaining(message), request_id: expect.any(String) });
	expect(answer.status).toBe(code === 1203 ? 404 : 400);
	expect(service.created).toHaveLength(before);
});
