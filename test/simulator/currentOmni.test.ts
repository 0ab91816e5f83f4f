import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from './index';
import { call } from './testing';

const FIGURE = '829836802793406551';
const ACTOR = '829836802793407001';
const OMNI = '/omni-video/kling-3.0-omni';
const O1 = '/omni-video/kling-o1';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterAll(async () => await service.close());

const picture = (name = 'good.png') => `${service.url}/media/${name}`;
const base64 = (name: string) => readFileSync(join(__dirname, 'media', name)).toString('base64');
const prompt = (text = 'a paper boat') => ({ type: 'prompt', text });
const first = () => ({ type: 'first_frame', url: picture() });
const last = () => ({ type: 'last_frame', url: picture() });
const refer = (id?: string) => ({ type: 'refer_image', url: picture(), ...(id ? { id } : {}) });
const refers = (count: number) => Array.from({ length: count }, () => refer());
const feature = (name = 'ride.mp4') => ({ type: 'feature_video', url: picture(name) });
const base = (name = 'ride.mp4') => ({ type: 'base_video', url: picture(name) });
const figure = (n = 0) => ({ type: 'element', element_id: String(BigInt(FIGURE) + BigInt(n)), id: `figure${n}` });
const actor = (n = 0) => ({ type: 'element', element_id: String(BigInt(ACTOR) + BigInt(n)), id: `actor${n}` });
const figures = (count: number) => Array.from({ length: count }, (_, n) => figure(n));
const actors = (count: number) => Array.from({ length: count }, (_, n) => actor(n));
const job = (contents: object[], settings?: object, options?: object) => ({ contents: [prompt(), ...contents], settings, options });
const long = (length: number) => 'x'.repeat(length);
const shots = 'shot 1, 2, a gull; shot 2, 3, a bell;';

test('the examples of the contract are accepted', async () => {
	const examples: [string, string][] = [
		[
			OMNI,
			`{"contents":[{"type":"prompt","text":"shot 1, 2, @hero opens the hatch; shot 2, 3, the desert outside;"},
       {"type":"refer_image","url":"https://media.example.org/hero.png","id":"hero"}],
       "settings":{"multi_shot":true,"audio":"native","resolution":"1080p","aspect_ratio":"16:9","duration":5},
       "options":{"external_task_id":"n8n-7-1","watermark_info":{"enabled":false}}}`,
		],
		[
			'/text-to-video/kling-3.0',
			`{"prompt":"shot 1, 2, gulls over a harbour; shot 2, 3, a bell rings;","settings":{"multi_shot":true,"audio":"native","resolution":"1080p","aspect_ratio":"16:9","duration":5},
       "options":{"external_task_id":"n8n-7-2"}}`,
		],
		[
			'/image-to-video/kling-2.6',
			`{"contents":[{"type":"prompt","text":"The potter looks up and @nora says good morning"},{"type":"first_frame","url":"https://media.example.org/potter.png"},
       {"type":"voice","voice_id":"850000000000000001","id":"nora"}],
       "settings":{"audio":"native","resolution":"1080p","duration":5}}`,
		],
	];
	for (const [path, example] of examples) {
		const answer = await call(service, 'POST', path, example);
		expect(answer).toMatchObject({ status: 200, body: { code: 0, message: '', data: { status: 'submitted' } } });
	}
});

test.each<[string, string, () => object]>([
	['contents alone', OMNI, () => ({ contents: [prompt()] })],
	['3072 characters', OMNI, () => ({ contents: [prompt(long(3072))] })],
	['a picture in base64', OMNI, () => job([{ type: 'first_frame', url: base64('good.jpg') }])],
	['a picture of 10 MB', OMNI, () => job([{ type: 'refer_image', url: picture('huge.png') }])],
	['both frames with three elements (R14)', OMNI, () => job([first(), last(), ...figures(3)])],
	['seven pictures (R9)', OMNI, () => job([...refers(4), ...figures(3)])],
	['three characters and four pictures (R13)', OMNI, () => job([...refers(4), ...actors(3)])],
	['a feature video and four pictures', OMNI, () => job([feature(), ...refers(4)])],
	['a feature video and one character (R16)', OMNI, () => job([feature(), actor()])],
	['a feature video, multi_shot false: only a warning (R55)', OMNI, () => job([feature()], { multi_shot: false })],
	['a feature video with frames', OMNI, () => job([feature(), first(), last()])],
	['a base video with its sound', OMNI, () => job([base()], { multi_shot: false, audio: 'original' })],
	['shots that fill the video', OMNI, () => ({ contents: [prompt(shots)], settings: { duration: 5 } })],
	['one plain shot from the shot syntax (R72)', OMNI, () => ({ contents: [prompt(shots)], settings: { multi_shot: false, duration: 9 } })],
	['4k', OMNI, () => job([], { resolution: '4k', duration: 15 })],
	['an empty external id', OMNI, () => job([], {}, { external_task_id: '' })],
	['a watermark and a callback', OMNI, () => job([], {}, { callback_url: 'https://example.org/x', watermark_info: { enabled: true } })],
	['an id within an address (R58: only a warning)', OMNI, () => ({ contents: [prompt('write to team@mail.example'), refer('mail')] })],
	['o1: a plain text', O1, () => job([], { duration: 10 })],
	['o1: seven seconds with a picture', O1, () => job([refer()], { duration: 7 })],
	['o1: seven seconds with an element alone (R21: only a warning)', O1, () => job([figure()], { duration: 7 })],
	[
		'o1: a feature video with its sound (R54 is not printed for o1)',
		O1,
		() => job([feature(), first()], { audio: 'original', duration: 7 }),
	],
	['o1: a base video', O1, () => job([base()])],
])('accepted: %s', async (_name, path, body) => {
	expect(await call(service, 'POST', path, body())).toMatchObject({ status: 200, body: { code: 0, data: { id: expect.any(String) } } });
});

test.each<[string, string, () => object, string, number?]>([
	['an unknown model', '/omni-video/kling-4.0-omni', () => job([]), 'model kling-4.0-omni is not supported', 1203],
	['a model of another path', '/text-to-video/kling-o1', () => ({ prompt: 'x' }), 'model kling-o1 is not supported', 1203],
	// keys and values
	['a stray setting', OMNI, () => job([], { mode: 'pro' }), "unknown field 'settings.mode'"],
	['a stray option', OMNI, () => job([], {}, { tag: 'x' }), "unknown field 'options.tag'"],
	['model_name', OMNI, () => ({ ...job([]), model_name: 'kling-v3-omni' }), "unknown field 'model_name'"],
	['a key of the classic API', OMNI, () => job([{ type: 'refer_image', image_url: 'x' }]), "unknown field 'contents[1].image_url'"],
	['an id on the prompt', OMNI, () => ({ contents: [{ ...prompt(), id: 'p' }] }), "unknown field 'contents[0].id'"],
	['no contents', OMNI, () => ({ settings: {} }), 'contents can not be null'],
	['an unknown kind', OMNI, () => job([{ type: 'end_frame', url: 'x' }]), "contents[1].type value 'end_frame' is invalid"],
	['a text as duration', OMNI, () => job([], { duration: '5' }), 'settings.duration must be of type number'],
	['half seconds', OMNI, () => job([], { duration: 4.5 }), "settings.duration value '4.5' is invalid"],
	['16 seconds (R22)', OMNI, () => job([], { duration: 16 }), "settings.duration value '16' is invalid"],
	['9000p', OMNI, () => job([], { resolution: '9000p' }), "settings.resolution value '9000p' is invalid"],
	['a bogus sound', OMNI, () => job([], { audio: 'bogus' }), "settings.audio value 'bogus' is invalid"],
	['the ratio is checked first', OMNI, () => job([], { audio: 'bogus', aspect_ratio: '2:1' }), 'settings.aspect_ratio'],
	[
		'a number as element',
		OMNI,
		() => job([{ ...figure(), element_id: 829836802793406551n }]),
		'contents[1].element_id must be of type string',
	],
	['an element without id (R35)', OMNI, () => job([{ type: 'element', element_id: FIGURE }]), 'contents[1].id can not be null'],
	['an unknown element', OMNI, () => job([{ type: 'element', element_id: '829836802793406600', id: 'a' }]), 'Element id not found'],
	['a null option', OMNI, () => job([], {}, { external_task_id: null }), 'options.external_task_id must be of type string, not null'],
	// prompt and ids
	['no prompt (R35)', OMNI, () => ({ contents: [first()] }), 'exactly one prompt'],
	['two prompts (R35)', OMNI, () => job([prompt()]), 'exactly one prompt'],
	['an empty prompt', OMNI, () => ({ contents: [prompt(' ')] }), 'prompt can not be null'],
	['3073 characters (R71)', OMNI, () => ({ contents: [prompt(long(3073))] }), 'size must be between 0 and 3072'],
	['o1: 2501 characters (R71)', O1, () => ({ contents: [prompt(long(2501))] }), 'size must be between 0 and 2500'],
	['an id twice (R35)', OMNI, () => job([refer('a1'), refer('a1')]), 'used more than once'],
	['an id within another (R35)', OMNI, () => job([refer('ann'), refer('anna')]), 'a part of the other'],
	// shots
	[
		'a semicolon inside a shot (R36)',
		OMNI,
		() => ({ contents: [prompt('shot 1, 2, a gull; white; shot 2, 3, a bell;')] }),
		"must not contain ';'",
	],
	[
		'shots that do not add up (R72)',
		OMNI,
		() => ({ contents: [prompt(shots)], settings: { duration: 6 } }),
		'add up to 5 seconds, but settings.duration is 6',
	],
	[
		'seven shots (R72)',
		OMNI,
		() => ({ contents: [prompt('1234567'.replace(/\d/g, 'shot $&, 1, x; '))], settings: { duration: 7 } }),
		'at most 6',
	],
	['a long shot (R72)', OMNI, () => ({ contents: [prompt(`shot 1, 5, ${long(513)};`)] }), 'size must be between 1 and 512'],
	['a shot of half a second (R72)', OMNI, () => ({ contents: [prompt('shot 1, 0.5, a; shot 2, 4, b;')] }), 'whole number of seconds'],
	['shots out of order', OMNI, () => ({ contents: [prompt('shot 2, 5, a;')] }), 'shot 1 is expected'],
	// frames, videos, counts
	['a last frame alone (R17)', OMNI, () => job([last()]), 'last_frame is not supported without first_frame'],
	['two first frames (R17)', OMNI, () => job([first(), first()]), 'at most 1 first_frame'],
	['two videos (R25)', OMNI, () => job([base(), feature()], { multi_shot: false }), 'at most one video'],
	['frames with a base video (R19)', OMNI, () => job([base(), first()], { multi_shot: false }), 'frames are not supported with base_video'],
	['a base video with shots by default (R55)', OMNI, () => job([base()]), 'settings.multi_shot must be false'],
	['a base video with shots (R20)', OMNI, () => job([base()], { multi_shot: true }), 'settings.multi_shot must be false'],
	[
		'native sound with a video (R1)',
		OMNI,
		() => job([base()], { multi_shot: false, audio: 'native' }),
		'audio native is not supported with video input',
	],
	[
		'original sound with a feature video (R54)',
		OMNI,
		() => job([feature()], { audio: 'original' }),
		"'original' is invalid with feature_video",
	],
	['original sound without a video (R56)', OMNI, () => job([], { audio: 'original' }), "'original' is invalid without video input"],
	['eight pictures (R9)', OMNI, () => job(refers(8)), 'at most 7 in total'],
	['five pictures with a video (R9)', OMNI, () => job([feature(), ...refers(5)]), 'at most 4 in total with video'],
	['four characters (R13)', OMNI, () => job(actors(4)), 'at most 3'],
	['a character and five pictures (R13)', OMNI, () => job([actor(), ...refers(5)]), 'at most 4 in total with video character'],
	['four elements with a frame (R14)', OMNI, () => job([first(), ...figures(4)]), 'at most 3 are supported with frames'],
	['a video with two characters (R16)', OMNI, () => job([feature(), ...actors(2)]), 'at most one video character'],
	['a video with a character and a picture (R16)', OMNI, () => job([feature(), actor(), refer()]), 'no other reference'],
	['o1: multi_shot', O1, () => job([], { multi_shot: false }), "unknown field 'settings.multi_shot'"],
	['o1: 4k (R23)', O1, () => job([], { resolution: '4k' }), "settings.resolution value '4k' is invalid"],
	['o1: native sound (R24)', O1, () => job([], { audio: 'native' }), "settings.audio value 'native' is invalid"],
	['o1: a character (R15)', O1, () => job([actor()]), 'not supported by kling-o1'],
	['o1: both frames and a picture (R15)', O1, () => job([first(), last(), refer()]), 'not supported with last_frame'],
	[
		'o1: a last frame with a feature video (R57)',
		O1,
		() => job([first(), last(), feature()]),
		'last_frame is not supported with feature_video',
	],
	['o1: seven seconds of text (R21)', O1, () => job([], { duration: 7 }), 'only supports 5 or 10'],
	['o1: seven seconds with both frames (R21)', O1, () => job([first(), last()], { duration: 7 }), 'only supports 5 or 10'],
	['o1: seven seconds with a frame and an element (R21)', O1, () => job([first(), figure()], { duration: 7 }), 'only supports 5 or 10'],
	['o1: eleven seconds', O1, () => job([refer()], { duration: 11 }), "settings.duration value '11' is invalid"],
	// media
	[
		'a data URI (R27)',
		OMNI,
		() => job([{ type: 'first_frame', url: `data:image/png;base64,${base64('good.png')}` }]),
		'not in a valid base64 format',
	],
	['a tiny picture', OMNI, () => job([{ type: 'refer_image', url: picture('tiny.png') }]), 'Image pixel is invalid'],
	['a short video', OMNI, () => job([feature('short.mp4')]), 'Video duration is invalid'],
	['an unreachable video', OMNI, () => job([{ type: 'feature_video', url: 'https://unreachable.example/a.mp4' }]), 'Video download failed'],
])('refused: %s', async (_name, path, body, message, code = 1201) => {
	const before = service.created.length;
	const answer = await call(service, 'POST', path, body());
	expect(answer.body).toMatchObject({ code, message: expect.stringContaining(message), request_id: expect.any(String) });
	expect(answer.status).toBe(code === 1203 ? 404 : 400);
	expect(service.created).toHaveLength(before);
});
