import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from './index';
import { call } from './testing';

const PATH = '/v1/videos/omni-video';
const FIGURE = 829836802793406551n;
const ACTOR = 829836802793407001n;

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterAll(async () => await service.close());

const post = async (body: unknown) => await call(service, 'POST', PATH, body);
const picture = (name = 'good.png') => `${service.url}/media/${name}`;
const clip = (name = 'ride.mp4') => `${service.url}/media/${name}`;
const base64 = (name: string) => readFileSync(join(__dirname, 'media', name)).toString('base64');
const times = <T>(count: number, item: T) => Array.from({ length: count }, () => item);

/** The smallest job that is right for each kind. */
const text = { model_name: 'kling-v3-omni', prompt: 'a paper boat', mode: 'std', duration: '4', aspect_ratio: '16:9' };
const o1 = { ...text, model_name: 'kling-video-o1', duration: '5' };
const frame = (extra = {}) => ({ ...text, image_list: [{ image_url: picture(), type: 'first_frame' }], ...extra });
const bothFrames = () => [
	{ image_url: picture(), type: 'first_frame' },
	{ image_url: picture(), type: 'end_frame' },
];
const images = (count: number) => times(count, { image_url: picture() });
const figures = (count: number) => Array.from({ length: count }, (_, at) => ({ element_id: FIGURE + BigInt(at) }));
const actors = (count: number) => Array.from({ length: count }, (_, at) => ({ element_id: ACTOR + BigInt(at) }));
const video = (refer_type: string, name?: string) => [{ video_url: clip(name), refer_type, keep_original_sound: 'no' }];
const shots = (...seconds: string[]) => seconds.map((duration, at) => ({ index: at + 1, prompt: `shot ${at + 1}`, duration }));
const storyboard = (rows: unknown, extra = {}) => {
	return { ...text, prompt: undefined, multi_shot: true, shot_type: 'customize', multi_prompt: rows, duration: '8', ...extra };
};

test('the examples of the contract are accepted', async () => {
	const examples = [
		'{"model_name":"kling-v3-omni","prompt":"A paper boat drifts past a lighthouse","mode":"std","duration":"4","aspect_ratio":"16:9","sound":"off"}',
		`{"model_name":"kling-v3-omni","multi_shot":true,"shot_type":"customize","mode":"pro","duration":"8","aspect_ratio":"9:16","sound":"on",
      "multi_prompt":[{"index":1,"prompt":"Wide: rain on a tin roof","duration":"3"},{"index":2,"prompt":"Close: a kettle starts to whistle","duration":"5"}]}`,
		`{"model_name":"kling-v3-omni","prompt":"Keep the camera path of <<<video_1>>>, replace the rider with <<<image_1>>>",
      "video_list":[{"video_url":"https://media.example.org/ride.mp4","refer_type":"feature","keep_original_sound":"no"}],
      "image_list":[{"image_url":"https://media.example.org/rider.png"}],"aspect_ratio":"16:9","duration":"6","mode":"pro","sound":"off"}`,
	];
	for (const example of examples) {
		const { status, body } = await post(example);
		expect({ status, body }).toMatchObject({ status: 200, body: { code: 0, message: 'SUCCEED', data: { task_status: 'submitted' } } });
	}
});

test.each<[string, () => object]>([
	['only a prompt and a ratio: the server has defaults for the rest', () => ({ prompt: 'x', aspect_ratio: '1:1' })],
	['the longest prompt', () => ({ ...text, prompt: 'x'.repeat(2500) })],
	['three seconds', () => ({ ...text, duration: '3' })],
	['fifteen seconds', () => ({ ...text, duration: '15' })],
	['4k', () => ({ ...text, mode: '4k' })],
	['sound', () => ({ ...text, sound: 'on' })],
	[
		'a watermark, a callback and an id',
		() => ({ ...text, watermark_info: { enabled: true }, callback_url: 'https://example.org/hook', external_task_id: 'mine-1' }),
	],
	['a first frame without a ratio (R2)', () => frame({ aspect_ratio: undefined })],
	['a first frame in base64', () => ({ ...text, image_list: [{ image_url: base64('good.jpg'), type: 'first_frame' }] })],
	['first and last frame', () => ({ ...text, image_list: bothFrames() })],
	['first and last frame with three elements (R14)', () => ({ ...text, image_list: bothFrames(), element_list: figures(3) })],
	['frames with a storyboard (C3)', () => storyboard(shots('3', '5'), { image_list: bothFrames() })],
	['frames with a storyboard and sound', () => storyboard(shots('3', '5'), { image_list: bothFrames(), sound: 'on' })],
	['seven references (R9)', () => ({ ...text, image_list: images(4), element_list: figures(3) })],
	['three characters and four pictures (R13)', () => ({ ...text, image_list: images(2), element_list: [...actors(3), ...figures(2)] })],
	['a feature video with four references (R9)', () => ({ ...text, video_list: video('feature'), image_list: images(4) })],
	['a feature video with a first frame, no ratio (R2)', () => frame({ video_list: video('feature'), aspect_ratio: undefined })],
	['a feature video in 4k', () => ({ ...text, video_list: video('feature'), mode: '4k' })],
	['a feature video of twelve seconds', () => ({ ...text, video_list: video('feature', 'long.mp4') })],
	[
		'a feature video with automatic shots (R20)',
		() => ({ ...text, video_list: video('feature'), multi_shot: true, shot_type: 'intelligence' }),
	],
	['a base video without ratio and duration', () => ({ prompt: 'x', model_name: 'kling-v3-omni', video_list: video('base') })],
	['a base video with a duration, which is ignored (R3)', () => ({ ...o1, duration: '15', video_list: video('base') })],
	['a video without refer_type and sound (R6)', () => ({ ...text, video_list: [{ video_url: clip() }] })],
	['a video that is not ours, on trust', () => ({ ...text, video_list: [{ video_url: 'https://example.org/a.mov' }] })],
	['automatic shots', () => ({ ...text, multi_shot: true, shot_type: 'intelligence' })],
	['six shots', () => storyboard(shots('1', '1', '1', '1', '1', '3'))],
	['a shot of 512 characters', () => storyboard([{ index: 1, prompt: 'x'.repeat(512), duration: '8' }])],
	['a prompt that names nothing (R29)', () => ({ ...text, prompt: '<<<image_3>>>' })],
	['o1: five seconds', () => o1],
	[
		'o1: ten seconds from a first frame',
		() => frame({ ...o1, duration: '10', image_list: [{ image_url: picture(), type: 'first_frame' }] }),
	],
	['o1: seven seconds with a reference', () => ({ ...o1, duration: '7', image_list: images(1) })],
	['o1: seven seconds with an element alone (R21: only a warning)', () => ({ ...o1, duration: '7', element_list: figures(1) })],
	['o1: seven seconds with both frames (R21: only a warning)', () => ({ ...o1, duration: '7', image_list: bothFrames() })],
	['o1: seven seconds with a video', () => ({ ...o1, duration: '7', video_list: video('feature') })],
	['o1: both frames and a feature video (R57: only a warning)', () => ({ ...o1, video_list: video('feature'), image_list: bothFrames() })],
])('accepted: %s', async (_name, job) => {
	expect(await post(job())).toMatchObject({ status: 200, body: { code: 0 } });
});

test.each<[string, () => unknown, string, number?]>([
	// shape
	['not JSON', () => '{"prompt":', 'could not be resolved', 1200],
	['a list', () => '[]', 'an object is expected', 1200],
	['an unknown field', () => ({ ...text, negative_prompt: 'x' }), "unknown field 'negative_prompt'"],
	['an unknown field deep down', () => ({ ...text, image_list: [{ image: 'x' }] }), "unknown field 'image_list[0].image'"],
	[
		'an element with refer_type (R40)',
		() => ({ ...text, element_list: [{ element_id: FIGURE, refer_type: 'subject' }] }),
		"unknown field 'element_list[0].refer_type'",
	],
	['a number as duration (R31)', () => ({ ...text, duration: 5 }), 'duration must be of type string, not number 5'],
	['a text as multi_shot', () => ({ ...text, multi_shot: 'yes' }), 'multi_shot must be of type boolean'],
	['an empty word', () => ({ ...text, sound: '' }), "sound value '' is invalid"],
	['null as a type (R26)', () => ({ ...text, image_list: [{ image_url: 'https://example.org/a.png', type: null }] }), 'image_list[0].type'],
	['a callback', () => ({ ...text, callback_url: 'nowhere' }), 'callback_url must be an absolute http(s) URL'],
	['watermark_info without enabled', () => ({ ...text, watermark_info: {} }), 'watermark_info.enabled can not be null'],
	// values
	['an unknown model', () => ({ ...text, model_name: 'kling-v9' }), "model_name value 'kling-v9' is invalid"],
	['a model of another call', () => ({ ...text, model_name: 'kling-v3' }), 'not supported for this API', 1203],
	['a discontinued model', () => ({ ...text, model_name: 'kling-v1' }), 'discontinued'],
	['standard (R32)', () => ({ ...text, mode: 'standard' }), "mode value 'standard' is invalid"],
	['a ratio', () => ({ ...text, aspect_ratio: '4:3' }), "aspect_ratio value '4:3' is invalid"],
	['99 seconds', () => ({ ...text, duration: '99' }), "duration value '99' is invalid"],
	['two seconds (R22)', () => ({ ...text, duration: '2' }), "duration value '2' is invalid"],
	['half seconds', () => ({ ...text, duration: '4.5' }), "duration value '4.5' is invalid"],
	['a long prompt', () => ({ ...text, prompt: 'x'.repeat(2501) }), 'prompt: size must be between 0 and 2500'],
	['an empty prompt (R12)', () => ({ ...text, prompt: ' ' }), 'prompt can not be null'],
	['no prompt (R12)', () => ({ ...text, prompt: undefined }), 'prompt can not be null'],
	// shots
	['multi_shot without shot_type (R11)', () => ({ ...text, multi_shot: true }), 'shot_type can not be null'],
	['shot_type without multi_shot (R11)', () => ({ ...text, shot_type: 'intelligence' }), 'shot_type is not supported'],
	['shots without multi_shot (R11)', () => ({ ...text, multi_prompt: shots('4') }), 'multi_prompt is not supported'],
	['a storyboard with a prompt (R12)', () => storyboard(shots('8'), { prompt: 'x' }), 'prompt is not supported'],
	['a storyboard without shots (R12)', () => storyboard(undefined), 'multi_prompt can not be null'],
	['seven shots (R12)', () => storyboard(shots('1', '1', '1', '1', '1', '1', '2')), 'multi_prompt: size must be between 1 and 6'],
	[
		'a long shot (R12)',
		() => storyboard([{ index: 1, prompt: 'x'.repeat(513), duration: '8' }]),
		'multi_prompt[0].prompt: size must be between 1 and 512',
	],
	[
		'automatic shots with shots (R12)',
		() => ({ ...text, multi_shot: true, shot_type: 'intelligence', multi_prompt: shots('4') }),
		'multi_prompt is not supported',
	],
	['shots that do not add up (R5)', () => storyboard(shots('3', '4')), 'add up to 7, but duration is 8'],
	[
		'a shot with a number (R31)',
		() => storyboard([{ index: 1, prompt: 'x', duration: 8 }]),
		'multi_prompt[0].duration must be of type string',
	],
	['a shot without index (R4)', () => storyboard([{ prompt: 'x', duration: '8' }]), 'multi_prompt[0].index can not be null'],
	['shots counted from 2 (R4)', () => storyboard([{ index: 2, prompt: 'x', duration: '8' }]), "multi_prompt[0].index value '2' is invalid"],
	['shots on o1', () => ({ ...o1, multi_shot: true, shot_type: 'intelligence' }), 'multi_shot is not supported by model'],
	[
		'shots with a base video (R20)',
		() => ({ ...text, multi_shot: true, shot_type: 'intelligence', video_list: video('base') }),
		'not supported with a base video',
	],
	[
		'a storyboard with a feature video (R20)',
		() => storyboard(shots('8'), { video_list: video('feature') }),
		"shot_type value 'customize' is invalid",
	],
	// frames and counts
	[
		'a type of empty string (R26)',
		() => ({ ...text, image_list: [{ image_url: picture(), type: '' }] }),
		"image_list[0].type value '' is invalid",
	],
	[
		'a type of null (R26)',
		() => ({ ...text, image_list: [{ image_url: picture(), type: null }] }),
		'image_list[0].type value null is invalid',
	],
	[
		'the current word for the last frame',
		() => ({ ...text, image_list: [{ image_url: picture(), type: 'last_frame' }] }),
		"value 'last_frame' is invalid",
	],
	[
		'a last frame alone (R17)',
		() => ({ ...text, image_list: [{ image_url: picture(), type: 'end_frame' }] }),
		'end_frame is not supported without first_frame',
	],
	[
		'two first frames (R17)',
		() => ({ ...text, image_list: times(2, { image_url: picture(), type: 'first_frame' }) }),
		'at most one first_frame',
	],
	['frames with a base video (R19)', () => frame({ video_list: video('base') }), 'not supported with a base video'],
	['eight references (R9)', () => ({ ...text, image_list: images(5), element_list: figures(3) }), 'at most 7'],
	['five references with a video (R9)', () => ({ ...text, video_list: video('feature'), image_list: images(5) }), 'at most 4'],
	['four characters (R13)', () => ({ ...text, element_list: actors(4) }), 'video character elements: at most 3'],
	['a character and five pictures (R13)', () => ({ ...text, element_list: actors(1), image_list: images(5) }), 'at most 4 in total'],
	['frames with four elements (R14)', () => frame({ element_list: figures(4) }), 'elements: at most 3 are supported'],
	[
		'a character with a video (R16)',
		() => ({ ...text, element_list: actors(1), video_list: video('feature') }),
		'not supported with video input',
	],
	['two videos (R25)', () => ({ ...text, video_list: [...video('feature'), ...video('feature')] }), 'at most one video'],
	['o1: a character (R15)', () => ({ ...o1, element_list: actors(1) }), 'not supported by model kling-video-o1'],
	[
		'o1: both frames and an element (R15)',
		() => ({ ...o1, image_list: bothFrames(), element_list: figures(1) }),
		'not supported together with end_frame',
	],
	['o1: both frames and a reference (R18)', () => ({ ...o1, image_list: [...bothFrames(), ...images(1)] }), 'more than 2 images'],
	// quality, sound, ratio, length
	['sound with a video (R1)', () => ({ ...text, sound: 'on', video_list: video('feature') }), 'sound on is not supported with video input'],
	['no ratio (R2)', () => ({ ...text, aspect_ratio: undefined }), 'aspect_ratio can not be null'],
	['o1: sound (R24)', () => ({ ...o1, sound: 'on' }), 'sound on is not supported'],
	['o1: 4k (R23)', () => ({ ...o1, mode: '4k' }), "mode value '4k' is invalid"],
	['o1: seven seconds of text (R21)', () => ({ ...o1, duration: '7' }), 'Duration only supports 5 or 10 seconds'],
	[
		'o1: seven seconds from a first frame (R21)',
		() => frame({ ...o1, duration: '7', image_list: [{ image_url: picture(), type: 'first_frame' }] }),
		'Duration only supports 5 or 10',
	],
	['o1: twelve seconds', () => ({ ...o1, duration: '12', image_list: images(1) }), "duration value '12' is invalid"],
	['the default model is o1 (R10)', () => ({ prompt: 'x', aspect_ratio: '1:1', duration: '7' }), 'Duration only supports 5 or 10'],
	// elements
	['an element as text (R30)', () => ({ ...text, element_list: [{ element_id: String(FIGURE) }] }), 'must be an unquoted integer'],
	[
		'an element that lost digits (R30)',
		() => `{"model_name":"kling-v3-omni","prompt":"x","aspect_ratio":"1:1","element_list":[{"element_id":${Number(FIGURE)}}]}`,
		'Element id not found',
	],
	[
		'an element as a float (R30)',
		() => '{"prompt":"x","aspect_ratio":"1:1","element_list":[{"element_id":8.298368e17}]}',
		'must be an unquoted integer',
	],
	['an element that is not there', () => ({ ...text, element_list: [{ element_id: 42 }] }), 'Element id not found: 42'],
	// media
	['a picture of 256 px', () => ({ ...text, image_list: [{ image_url: picture('tiny.png') }] }), 'Image pixel is invalid'],
	['a picture of 256 px in base64', () => ({ ...text, image_list: [{ image_url: base64('tiny.png') }] }), 'Image pixel is invalid'],
	['a picture of 3:1', () => ({ ...text, image_list: [{ image_url: base64('wide.png') }] }), 'Image aspect ratio is invalid'],
	['a text as picture', () => ({ ...text, image_list: [{ image_url: picture('notes.png') }] }), 'Image format is invalid'],
	['a text as picture in base64', () => ({ ...text, image_list: [{ image_url: base64('notes.png') }] }), 'Image format is invalid'],
	['a picture of more than 10 MB', () => ({ ...text, image_list: [{ image_url: picture('huge.png') }] }), 'Image size is invalid'],
	[
		'more than 10 MB of base64',
		() => ({
			...text,
			image_list: [{ image_url: Buffer.alloc(11e6, readFileSync(join(__dirname, 'media/good.png'))).toString('base64') }],
		}),
		'Image size is invalid',
	],
	[
		'a data URI (R27)',
		() => ({ ...text, image_list: [{ image_url: `data:image/png;base64,${base64('good.png')}` }] }),
		'File is not in a valid base64 format',
	],
	['a path as picture', () => ({ ...text, image_list: [{ image_url: './pictures/a.png' }] }), 'File is not in a valid base64 format'],
	['an empty picture', () => ({ ...text, image_list: [{ image_url: '' }] }), 'image can not be null'],
	['a missing picture', () => ({ ...text, image_list: [{ image_url: picture('none.png') }] }), 'Image download failed'],
	[
		'an unreachable picture',
		() => ({ ...text, image_list: [{ image_url: 'https://unreachable.example/a.png' }] }),
		'Image download failed',
	],
	['an unreachable video', () => ({ ...text, video_list: [{ video_url: 'https://unreachable.example/a.mp4' }] }), 'Video download failed'],
	['a picture as video', () => ({ ...text, video_list: [{ video_url: picture() }] }), 'Video format is invalid'],
	['a video in base64', () => ({ ...text, video_list: [{ video_url: base64('ride.mp4') }] }), 'must be an absolute http(s) URL'],
	['a video of two seconds', () => ({ ...text, video_list: video('feature', 'short.mp4') }), 'Video duration is invalid'],
	['a small video', () => ({ ...text, video_list: video('base', 'small.mp4') }), 'Video pixel is invalid'],
	['a slow video', () => ({ ...text, video_list: video('base', 'slow-frames.mp4') }), 'Video frame rate is invalid'],
	['o1: a video of twelve seconds', () => ({ ...o1, video_list: video('feature', 'long.mp4') }), 'Video duration is invalid'],
])('refused: %s', async (_name, job, message, code = 1201) => {
	const before = service.created.length;
	const answer = await post(job());
	expect(answer.body).toMatchObject({ code, message: expect.stringContaining(message), request_id: expect.any(String) });
	expect(answer.status).toBe(code === 1203 ? 404 : 400);
	expect(service.created).toHaveLength(before);
});
