const prompt = { type: 'prompt', text: 'shot 1, 2, a; shot 2, 3, b;' };
const frame = { type: 'first_frame', url: 'https://example.org/a.png' };
const element = { element_id: 829836802793406551n };

/** A job with nearly everything in it for every create call. */
export const JOBS: [string, object][] = [
	[
		'/v1/videos/omni-video',
		{
			model_name: 'kling-v3-omni',
			prompt: 'x',
			mode: '4k',
			aspect_ratio: '1:1',
			duration: '5',
			sound: 'off',
			watermark_info: { enabled: true },
			image_list: [{ image_url: 'https://example.org/a.png', type: 'first_frame' }],
			element_list: [element],
			video_list: [{ video_url: 'https://example.org/a.mp4', refer_type: 'feature' }],
		},
	],
	[
		'/v1/videos/omni-video',
		{
			model_name: 'kling-v3-omni',
			multi_shot: true,
			shot_type: 'customize',
			multi_prompt: [{ index: 1, prompt: 'a', duration: '5' }],
			aspect_ratio: '1:1',
			sound: 'on',
		},
	],
	['/v1/videos/text2video', { model_name: 'kling-v2-6', prompt: 'x', mode: 'pro', sound: 'on', duration: '10' }],
	[
		'/v1/videos/image2video',
		{
			model_name: 'kling-v3',
			prompt: 'x',
			image: 'https://example.org/a.png',
			image_tail: 'https://example.org/b.png',
			element_list: [element],
			mode: '4k',
		},
	],
	[
		'/v1/images/omni-image',
		{
			model_name: 'kling-v3-omni',
			prompt: 'x',
			aspect_ratio: '1:1',
			resolution: '4k',
			result_type: 'series',
			series_amount: 'auto',
			element_list: [element],
		},
	],
	[
		'/v1/images/generations',
		{ model_name: 'kling-v2-1', prompt: 'x', image: 'https://example.org/a.png', image_reference: 'subject', human_fidelity: 0.5, n: 2 },
	],
	[
		'/v1/general/advanced-custom-elements',
		{
			element_name: 'a',
			element_description: 'b',
			reference_type: 'image_refer',
			tag_list: [{ tag_id: 'o_101' }],
			element_image_list: { frontal_image: 'https://example.org/a.png', refer_images: [{ image_url: 'https://example.org/a.png' }] },
		},
	],
	[
		'/v1/videos/motion-control',
		{
			model_name: 'kling-v3',
			image_url: 'https://example.org/a.png',
			video_url: 'https://example.org/a.mp4',
			character_orientation: 'video',
			mode: 'pro',
			keep_original_sound: 'no',
			prompt: 'x',
			element_list: [element],
		},
	],
	[
		'/v1/videos/avatar/image2video',
		{ image: 'https://example.org/a.png', sound_file: 'https://example.org/a.mp3', prompt: 'x', mode: 'pro' },
	],
	['/v1/videos/identify-face', { video_url: 'https://example.org/a.mp4' }],
	['/v1/audio/tts', { text: 'x', voice_id: 'oversea_male1', voice_language: 'en', voice_speed: 1.5 }],
	[
		'/v1/audio/video-to-audio',
		{
			video_url: 'https://example.org/a.mp4',
			sound_effect_prompt: 'x',
			bgm_prompt: 'x',
			asmr_mode: true,
			callback_url: 'https://example.org/b',
		},
	],
	['/v1/audio/text-to-audio', { prompt: 'x', duration: 5.5 }],
	[
		'/v1/images/editing/expand',
		{
			image: 'https://example.org/a.png',
			up_expansion_ratio: 0,
			down_expansion_ratio: 0.5,
			left_expansion_ratio: 0,
			right_expansion_ratio: 0.5,
			prompt: 'x',
			n: 2,
			watermark_info: { enabled: true },
		},
	],
	['/v1/general/custom-voices', { voice_name: 'a', voice_url: 'https://example.org/a.mp3' }],
	[
		'/omni-video/kling-3.0-omni',
		{
			contents: [prompt, frame],
			settings: { multi_shot: true, audio: 'native', resolution: '4k', aspect_ratio: '1:1', duration: 5 },
			options: { external_task_id: '' },
		},
	],
	[
		'/omni-video/kling-o1',
		{
			contents: [prompt, { type: 'base_video', url: 'https://example.org/a.mp4' }],
			settings: { audio: 'original', resolution: '1080p', duration: 5 },
		},
	],
	['/text-to-video/kling-2.6', { prompt: 'x', settings: { audio: 'native', resolution: '1080p', duration: 5 } }],
	[
		'/image-to-video/kling-2.6',
		{
			contents: [prompt, frame, { type: 'voice', voice_id: '850000000000000001', id: 'n' }],
			settings: { audio: 'native', resolution: '1080p', duration: 5 },
		},
	],
	[
		'/image-to-video/kling-3.0',
		{
			contents: [prompt, frame, { type: 'element', element_id: '829836802793406551', id: 'e' }],
			settings: { resolution: '4k', audio: 'native', duration: 5 },
		},
	],
	[
		'/motion-control/kling-3.0',
		{
			contents: [prompt, { type: 'image', url: 'https://example.org/a.png' }, { type: 'video', url: 'https://example.org/a.mp4' }],
			settings: { character_orientation: 'video', audio: 'off', resolution: '1080p' },
		},
	],
	['/tasks', { start_time: '1', end_time: '2', limit: 3, cursor: '', filters: [{ key: 'status', values: ['failed'] }] }],
	['/account/billing/package', { start_time: 1, end_time: 2, limit: 3, cursor: '', filters: [{ key: 'product_type', values: ['video'] }] }],
	[
		'/api/v1/services/aigc/video-generation/video-synthesis',
		{
			model: 'kling/kling-v3-omni-video-generation',
			input: { prompt: 'x', media: [{ type: 'feature', url: 'https://example.org/a.mp4' }], element_list: [element] },
			parameters: { mode: 'std', aspect_ratio: '1:1', duration: 5, audio: false },
		},
	],
];
