import { startSimulator, type Simulator } from './index';
import { wav } from './sounds';
import { call } from './testing';

/** Motion control, avatar, lip sync, speech, sound and outpainting (contract §21): what is taken, what it costs, what is refused. */

const MOTION = '/v1/videos/motion-control';
const AVATAR = '/v1/videos/avatar/image2video';
const FACES = '/v1/videos/identify-face';
const LIPS = '/v1/videos/advanced-lip-sync';
const TTS = '/v1/audio/tts';
const V2A = '/v1/audio/video-to-audio';
const T2A = '/v1/audio/text-to-audio';
const EXPAND = '/v1/images/editing/expand';

let service: Simulator;
let session = '';
beforeAll(async () => {
	service = await startSimulator({ renderMs: Infinity });
	session = (await call(service, 'POST', FACES, { video_url: `${service.url}/media/long.mp4?people` })).body.data.session_id;
});
afterAll(async () => await service.close());

const media = (name: string) => `${service.url}/media/${name}`;
const motion = (extra: object = {}) => ({
	image_url: media('good.png'),
	video_url: media('ride.mp4'),
	character_orientation: 'video',
	mode: 'std',
	...extra,
});
const avatar = (extra: object = {}) => ({ image: media('good.png'), sound_file: media('speech.mp3'), ...extra });
const speech = (extra: object = {}) => ({ text: 'good morning', voice_id: 'oversea_male1', voice_language: 'en', ...extra });
const choice = (extra: object = {}) => ({
	face_id: '0',
	sound_file: media('speech.wav'),
	sound_start_time: 0,
	sound_end_time: 3000,
	sound_insert_time: 500,
	...extra,
});
const lips = (extra: object = {}) => ({ session_id: session, face_choose: [choice(extra)] });
const grown = (up: number, down: number, left: number, right: number, extra: object = {}) => ({
	image: media('good.png'),
	up_expansion_ratio: up,
	down_expansion_ratio: down,
	left_expansion_ratio: left,
	right_expansion_ratio: right,
	...extra,
});
const element = [{ element_id: 829836802793406551n }];

test.each<[string, string, () => object, number]>([
	['motion: 2.6 is the default', MOTION, () => motion(), 2.5],
	['motion: 3.0 in pro', MOTION, () => motion({ model_name: 'kling-v3', mode: 'pro' }), 6],
	['motion: a prompt and no sound', MOTION, () => motion({ prompt: 'x', keep_original_sound: 'no' }), 2.5],
	['motion: an element', MOTION, () => motion({ model_name: 'kling-v3', element_list: element }), 4.5],
	['motion: 20 s by the video', MOTION, () => motion({ video_url: media('dance.mp4') }), 10],
	['motion: everything', MOTION, () => motion({ external_task_id: 'm-1', callback_url: '', watermark_info: { enabled: true } }), 2.5],
	['avatar: the whole seconds of the sound', AVATAR, () => avatar(), 3.2],
	['avatar: pro', AVATAR, () => avatar({ mode: 'pro', prompt: 'nods' }), 6.4],
	['avatar: sound as base64', AVATAR, () => avatar({ sound_file: wav(2.5).toString('base64') }), 0.8],
	['avatar: sound elsewhere counts five seconds', AVATAR, () => avatar({ sound_file: 'https://example.org/a.m4a', audio_id: '' }), 2],
	['faces', FACES, () => ({ video_url: media('ride.mp4') }), 0.05],
	['faces: the other key empty', FACES, () => ({ video_url: media('ride.mp4'), video_id: '' }), 0.05],
	['lips', LIPS, () => lips(), 0.5],
	['lips: a sixth second', LIPS, () => lips({ sound_end_time: 6000 }), 1],
	['lips: the second face', LIPS, () => lips({ face_id: '1', sound_insert_time: 4000 }), 0.5],
	['lips: volumes', LIPS, () => lips({ sound_volume: 2, original_audio_volume: 0 }), 0.5],
	['speech', TTS, () => speech(), 0.05],
	['speech: slow Chinese', TTS, () => speech({ text: '早上好', voice_id: 'genshin_vindi2', voice_language: 'zh', voice_speed: 0.8 }), 0.05],
	['sound for a video', V2A, () => ({ video_url: media('ride.mp4') }), 0.25],
	[
		'sound for a video: all',
		V2A,
		() => ({ video_url: media('ride.mp4'), sound_effect_prompt: 'x', bgm_prompt: '', asmr_mode: true }),
		0.25,
	],
	['sound from text', T2A, () => ({ prompt: 'rain', duration: 3 }), 0.25],
	['sound from text: a decimal', T2A, () => ({ prompt: 'rain', duration: 9.9, external_task_id: '' }), 0.25],
	['expand: to 16:9, the vendor’s numbers', EXPAND, () => grown(0.1495, 0.1495, 0.6547, 0.6547), 8],
	['expand: exactly three times', EXPAND, () => grown(0.5, 0, 0.5, 0.5), 8],
	['expand: nothing, four times', EXPAND, () => grown(0, 0, 0, 0, { n: 4, prompt: 'sky' }), 32],
])('accepted: %s', async (_name, path, job, units) => {
	const answer = await call(service, 'POST', path, job());
	expect(answer).toMatchObject({ status: 200, body: { code: 0 } });
	const task = service.created.at(-1)!;
	expect(task.units).toBe(units);
	if (task.status === 'submitted') service.finish(task.taskId, 'failed');
});

test.each<[string, string, () => object, string]>([
	// motion control
	['no orientation (R73)', MOTION, () => motion({ character_orientation: undefined }), 'character_orientation can not be null'],
	['no mode (R73)', MOTION, () => motion({ mode: undefined }), 'mode can not be null'],
	['no picture (R73)', MOTION, () => motion({ image_url: '' }), 'image_url can not be empty'],
	['the wrong key (R73)', MOTION, () => motion({ image: media('good.png') }), "unknown field 'image'"],
	['a video as base64 (R73)', MOTION, () => motion({ video_url: 'AAAA' }), 'must be an absolute http(s) URL'],
	['a length (R74)', MOTION, () => motion({ duration: '5' }), "unknown field 'duration'"],
	['a ratio (R74)', MOTION, () => motion({ aspect_ratio: '1:1' }), "unknown field 'aspect_ratio'"],
	['4k (R75)', MOTION, () => motion({ mode: '4k' }), "mode value '4k' is invalid"],
	['two elements (R75)', MOTION, () => motion({ model_name: 'kling-v3', element_list: [...element, ...element] }), 'at most one element'],
	['an element on 2.6 (R75)', MOTION, () => motion({ element_list: element }), 'not supported by model kling-v2-6'],
	[
		'an element by the picture (R75)',
		MOTION,
		() => motion({ model_name: 'kling-v3', element_list: element, character_orientation: 'image' }),
		"must be 'video' with an element",
	],
	[
		'12 s by the picture (R76)',
		MOTION,
		() => motion({ character_orientation: 'image', video_url: media('long.mp4') }),
		'12 s is not between 3 and 10',
	],
	['2 s (R76)', MOTION, () => motion({ video_url: media('short.mp4') }), '2 s is not between 3 and 30'],
	['too small', MOTION, () => motion({ video_url: media('small.mp4') }), 'Video pixel is invalid'],
	['a long prompt', MOTION, () => motion({ prompt: 'x'.repeat(2501) }), 'size must be between 0 and 2500'],
	['an omni model', MOTION, () => motion({ model_name: 'kling-v3-omni' }), 'not supported for this API'],
	// avatar
	['no sound (R77)', AVATAR, () => avatar({ sound_file: undefined }), 'can not be both null'],
	['two sounds (R77)', AVATAR, () => avatar({ audio_id: 'a-1' }), 'can not be used together'],
	['a sound that is not there', AVATAR, () => avatar({ sound_file: '', audio_id: 'a-1' }), 'Audio not found by audio_id'],
	['a model (R77)', AVATAR, () => avatar({ model_name: 'kling-v3' }), "unknown field 'model_name'"],
	['the key of motion control', AVATAR, () => avatar({ image_url: 'x' }), "unknown field 'image_url'"],
	['a second (R78)', AVATAR, () => avatar({ sound_file: media('voice.mp3') }), 'is not between 2 and 300'],
	['five minutes and a second (R78)', AVATAR, () => avatar({ sound_file: media('lecture.mp3') }), 'is not between 2 and 300'],
	['a large sound (R78)', AVATAR, () => avatar({ sound_file: media('huge.mp3') }), 'at most 5 MB'],
	['a picture as sound', AVATAR, () => avatar({ sound_file: media('good.png') }), 'Audio format is invalid'],
	['text as sound', AVATAR, () => avatar({ sound_file: Buffer.from('hello there!').toString('base64') }), 'Audio format is invalid'],
	['a data URL (R27)', AVATAR, () => avatar({ sound_file: 'data:audio/mpeg;base64,AAAA' }), 'not in a valid base64 format'],
	['a sound out of reach', AVATAR, () => avatar({ sound_file: 'https://unreachable.example/a.mp3' }), 'Audio download failed'],
	['mode 4k', AVATAR, () => avatar({ mode: '4k' }), "mode value '4k' is invalid"],
	// faces
	['no video (R80)', FACES, () => ({}), 'can not be both null'],
	['both videos (R80)', FACES, () => ({ video_id: 'v-1', video_url: media('ride.mp4') }), 'can not be used together'],
	['a task id as video id (R80)', FACES, () => ({ video_id: service.created[0]!.taskId }), 'Video not found by video_id'],
	['an id of ours (R87)', FACES, () => ({ video_url: media('ride.mp4'), external_task_id: 'x' }), "unknown field 'external_task_id'"],
	[
		'a callback (R87)',
		FACES,
		() => ({ video_url: media('ride.mp4'), callback_url: 'https://example.org/x' }),
		"unknown field 'callback_url'",
	],
	['a small video', FACES, () => ({ video_url: media('small.mp4') }), 'Video pixel is invalid'],
	// lip sync
	['no face (R81)', LIPS, () => ({ session_id: session, face_choose: [] }), 'face_choose can not be null'],
	['two faces (C45)', LIPS, () => ({ session_id: session, face_choose: [choice(), choice()] }), 'exactly one face'],
	['an unknown session (R84)', LIPS, () => ({ ...lips(), session_id: 'x' }), 'does not exist or has expired'],
	['an unknown face', LIPS, () => lips({ face_id: '7' }), 'does not exist in this session'],
	['two sounds (R81)', LIPS, () => lips({ audio_id: 'a-1' }), 'can not be used together'],
	['no sound (R81)', LIPS, () => lips({ sound_file: '' }), 'can not be both null'],
	['a time as text (R81)', LIPS, () => lips({ sound_insert_time: '0' }), 'sound_insert_time must be of type number'],
	['no end (R81)', LIPS, () => lips({ sound_end_time: undefined }), 'sound_end_time can not be null'],
	['a part of a millisecond', LIPS, () => lips({ sound_start_time: 0.5 }), 'a whole number >= 0 is expected'],
	['1.9 s (R82)', LIPS, () => lips({ sound_end_time: 1900 }), 'at least 2000 ms'],
	['beyond the video (R82)', LIPS, () => lips({ sound_insert_time: 9001 }), 'but the video lasts 12000 ms'],
	['beyond the sound (R82)', LIPS, () => lips({ sound_end_time: 8001 }), 'the sound lasts 8 s'],
	['before the face comes (R82)', LIPS, () => lips({ face_id: '1', sound_insert_time: 0 }), 'together for less than 2000 ms'],
	['a volume (R83)', LIPS, () => lips({ sound_volume: 2.1 }), 'a number from 0 to 2 is expected'],
	['90 s of sound (R78)', LIPS, () => lips({ sound_file: media('minutes.mp3') }), 'is not between 2 and 60'],
	// speech
	['no text (R85)', TTS, () => speech({ text: '' }), 'text: size must be between 1 and 1000'],
	['a long text (R85)', TTS, () => speech({ text: 'x'.repeat(1001) }), 'size must be between 1 and 1000'],
	['no language (R85)', TTS, () => speech({ voice_language: undefined }), 'voice_language can not be null'],
	['another language (R85)', TTS, () => speech({ voice_language: 'de' }), "voice_language value 'de' is invalid"],
	['a language that the voice does not speak (R85)', TTS, () => speech({ voice_language: 'zh' }), 'is invalid for voice oversea_male1'],
	['a voice of the library (R86)', TTS, () => speech({ voice_id: '850000000000000001' }), 'Voice id not found'],
	['too fast (R85)', TTS, () => speech({ voice_speed: 2.1 }), 'a number from 0.8 to 2 is expected'],
	['two decimals (R85)', TTS, () => speech({ voice_speed: 1.25 }), 'at most one decimal'],
	['an id of ours (R87)', TTS, () => speech({ external_task_id: 'x' }), "unknown field 'external_task_id'"],
	// sound
	['no video (R88)', V2A, () => ({ bgm_prompt: 'x' }), 'can not be both null'],
	['2 s (R88)', V2A, () => ({ video_url: media('short.mp4') }), 'is not between 3 and 20'],
	['a long prompt (R88)', V2A, () => ({ video_url: media('ride.mp4'), bgm_prompt: 'x'.repeat(201) }), 'size must be between 0 and 200'],
	['a text as switch (R88)', V2A, () => ({ video_url: media('ride.mp4'), asmr_mode: 'true' }), 'asmr_mode must be of type boolean'],
	['a watermark (R88)', V2A, () => ({ video_url: media('ride.mp4'), watermark_info: { enabled: true } }), "unknown field 'watermark_info'"],
	['a length as text (R89)', T2A, () => ({ prompt: 'rain', duration: '5' }), 'duration must be of type number'],
	['no length (R89)', T2A, () => ({ prompt: 'rain' }), 'duration can not be null'],
	['10.1 s (R89)', T2A, () => ({ prompt: 'rain', duration: 10.1 }), 'a number from 3 to 10 is expected'],
	['two decimals (R89)', T2A, () => ({ prompt: 'rain', duration: 5.25 }), 'at most one decimal'],
	['a long prompt (R89)', T2A, () => ({ prompt: 'x'.repeat(201), duration: 5 }), 'size must be between 1 and 200'],
	['no prompt (R89)', T2A, () => ({ prompt: '', duration: 5 }), 'prompt can not be null'],
	// outpainting
	['a side left out (R91)', EXPAND, () => ({ ...grown(0, 0, 0, 0), up_expansion_ratio: undefined }), 'up_expansion_ratio can not be null'],
	['a side of 2.1 (R91)', EXPAND, () => grown(2.1, 0, 0, 0), 'a number from 0 to 2 is expected'],
	['more than three times (R91)', EXPAND, () => grown(0.5, 0.5, 0.5, 0.01), '3.0200 times as large'],
	['a side as text', EXPAND, () => ({ ...grown(0, 0, 0, 0), left_expansion_ratio: '0' }), 'left_expansion_ratio must be of type number'],
	['ten pictures (R91)', EXPAND, () => grown(0, 0, 0, 0, { n: 10 }), 'from 1 to 9'],
	['no picture', EXPAND, () => ({ ...grown(0, 0, 0, 0), image: '' }), 'image can not be null'],
	['a tiny picture', EXPAND, () => ({ ...grown(0, 0, 0, 0), image: media('tiny.png') }), 'Image pixel is invalid'],
])('refused: %s %s', async (_name, path, job, message) => {
	const made = service.created.length;
	const answer = await call(service, 'POST', path, job());
	expect(answer.body.message).toContain(message);
	expect(answer.status).toBeGreaterThanOrEqual(400);
	expect(service.created).toHaveLength(made);
});
