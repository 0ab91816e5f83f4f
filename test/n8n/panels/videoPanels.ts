import { bottom, captain, chosen, model, modelStudio, picture, top, type Panel } from './panel';

const omni = model('kling-v3-omni', 'Kling 3.0 Omni');
const o1 = model('kling-video-o1', 'Kling O1');
const of = (operation: string, parameters: Record<string, unknown>) => ({ resource: 'video', operation, ...omni, ...parameters });
const boat = 'A red paper boat drifts past a lighthouse at dusk, slow dolly in';

const videoTop = 'Service · API Version · Resource · Operation · Model';

export const videoPanels: Panel[] = [
	{
		picture: 'text-to-video',
		parameters: of('textToVideo', { prompt: boat }),
		shows: `${videoTop} · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Sound · ${bottom}`,
		offers: { quality: ['720p', '1080p', '4K'], shots: ['Single', 'Storyboard', 'Automatic'] },
	},
	{
		picture: 'text-to-video-4k',
		parameters: of('textToVideo', { prompt: boat, quality: '4k', sound: true }),
		shows: `${videoTop} · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Sound · ${bottom}`,
		says: ['4K costs more: 3 units (US$ 0.42) per second, instead of 1 unit (US$ 0.14) in 1080p.'],
	},
	{
		picture: 'text-to-video-o1',
		parameters: of('textToVideo', { ...o1, prompt: boat }),
		shows: `${videoTop} · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · ${bottom}`,
		says: ['Sound is not asked: Kling O1 makes silent videos.'],
		offers: { duration: ['5', '10'], quality: ['720p', '1080p'] },
	},
	{
		picture: 'storyboard',
		parameters: of('textToVideo', {
			shots: 'storyboard',
			storyboard: {
				shot: [
					{ prompt: 'Wide: rain on the tin roof of a harbour café', seconds: 3 },
					{ prompt: 'Close: a kettle starts to whistle, steam rises', seconds: 5 },
				],
			},
			sound: true,
		}),
		shows: `${videoTop} · Shots · Storyboard (Prompt, Seconds, Prompt, Seconds) · Quality · Aspect Ratio · Sound · Lists From Expressions · ${bottom}`,
		says: [
			'Duration is not asked: the shots together decide the length.',
			'Sound costs more: 1 unit (US$ 0.14) per second, instead of 0.8 units (US$ 0.112) without it.',
		],
	},
	{
		picture: 'guided-prompt',
		parameters: of('textToVideo', {
			promptMode: 'guided',
			subject: 'A red paper boat',
			action: 'drifts past the rocks and spins once',
			scene: 'in a small harbour at low tide',
			camera: 'Slow dolly in, close to the water',
			light: 'Warm evening light, calm',
		}),
		shows: `${videoTop} · Shots · Prompt Mode · Subject · Action · Scene · Camera · Light and Mood · Dialogue and Sound · Duration (Seconds) · Quality · Aspect Ratio · Sound · ${bottom}`,
	},
	{
		picture: 'options',
		parameters: of('textToVideo', {
			prompt: '={{ $json.idea }}',
			completion: 'submit',
			options: { dryRun: true, idempotency: 'ownKey', idempotencyKey: '={{ $json.row }}', maxCost: 20, tag: 'spring' },
		}),
		shows: `${videoTop} · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Sound · Completion · Options (Dry Run, Idempotency, Idempotency Key, Max Cost per Run (Units), Tag)`,
	},
	{
		picture: 'model-not-offered',
		parameters: of('textToVideo', { ...model('kling-v3-turbo', 'Kling 3.0 Turbo'), prompt: boat }),
		shows: `${videoTop} · Shots · Prompt Mode · Prompt · Negative Prompt · Duration (Seconds) · Quality · Aspect Ratio · ${bottom}`,
		says: [
			'The chosen model is not offered here. For Text to Video Kling’s classic API has Kling 3.0 Omni, Kling O1, Kling 3.0, Kling 2.6 and Kling 2.5 Turbo.',
		],
	},
	{
		picture: 'image-to-video',
		parameters: of('imageToVideo', {
			prompt: 'The boat in @image1 sets off',
			images: { image: [picture('boat', { role: 'firstFrame' })] },
		}),
		shows: `${videoTop} · Frames · Images (Role, Source, URL) · Elements · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Sound · Lists From Expressions · ${bottom}`,
		says: ['Aspect Ratio is not asked: the first frame decides the ratio.'],
	},
	{
		picture: 'first-and-last-frame',
		parameters: of('imageToVideo', {
			frames: 'firstAndLast',
			prompt: 'The boat sails from morning into the night',
			images: { image: [picture('morning', { role: 'firstFrame' }), picture('night', { role: 'lastFrame' })] },
		}),
		shows: `${videoTop} · Frames · Images (Role, Source, URL, Role, Source, URL) · Elements · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Sound · Lists From Expressions · ${bottom}`,
		says: ['Aspect Ratio is not asked: the first frame decides the ratio.'],
	},
	{
		picture: 'first-and-last-frame-o1',
		parameters: of('imageToVideo', {
			...o1,
			frames: 'firstAndLast',
			prompt: 'The boat sails from morning into the night',
			images: { image: [picture('morning', { role: 'firstFrame' }), picture('night', { role: 'lastFrame' })] },
		}),
		shows: `${videoTop} · Frames · Images (Role, Source, URL, Role, Source, URL) · Prompt Mode · Prompt · Duration (Seconds) · Quality · Lists From Expressions · ${bottom}`,
		says: ['Aspect Ratio is not asked: the first frame decides the ratio. Sound is not asked: Kling O1 makes silent videos.'],
	},
	{
		picture: 'voices',
		parameters: of('imageToVideo', {
			...model('kling-v2-6', 'Kling 2.6'),
			prompt: 'The potter looks up and @voice1 says: "Good morning."',
			images: { image: [picture('potter', { role: 'firstFrame' })] },
			sound: true,
			voices: { voice: [{ voice: chosen('850000000000000001', 'Nora (own)') }] },
		}),
		shows: `${videoTop} · Frames · Images (Role, Source, URL) · Prompt Mode · Prompt · Negative Prompt · Duration (Seconds) · Quality · Sound · Voices (Voice) · Lists From Expressions · ${bottom}`,
		says: [
			'Aspect Ratio is not asked: the first frame decides the ratio.',
			'Sound costs more: 1 unit (US$ 0.14) per second, instead of 0.5 units (US$ 0.07) without it.',
		],
	},
	{
		picture: 'reference-to-video',
		parameters: of('referenceToVideo', {
			prompt: '@element1 walks through the market of @image1',
			images: { image: [picture('market')] },
			elements: { element: [{ kind: 'multiImage', element: captain }] },
		}),
		shows: `${videoTop} · Reference Video · Images (Source, URL) · Elements (Kind, Element) · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Sound · Lists From Expressions · ${bottom}`,
	},
	{
		picture: 'reference-video',
		parameters: of('referenceToVideo', {
			referenceVideo: 'video',
			videoUrl: 'https://example.com/ride.mp4',
			prompt: 'Keep the camera path of @video1, replace the rider with @image1',
			images: { image: [picture('rider')] },
		}),
		shows: `${videoTop} · Reference Video · Reference Video From · Reference Video URL · Keep Original Sound · Images (Source, URL) · Elements · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Lists From Expressions · ${bottom}`,
		says: [
			'Sound is not asked: sound cannot be generated beside a video input.',
			'A reference video costs more: 1.2 units (US$ 0.168) per second, instead of 0.8 units (US$ 0.112) without it.',
		],
	},
	{
		picture: 'names',
		parameters: of('referenceToVideo', {
			apiVersion: 'current',
			prompt: '@ada walks through the @market',
			images: { image: [picture('market', { name: 'market' })] },
			elements: { element: [{ kind: 'multiImage', element: captain, name: 'ada' }] },
		}),
		shows: `${videoTop} · Reference Video · Images (Source, URL, Name) · Elements (Kind, Element, Name) · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Sound · Lists From Expressions · ${bottom}`,
	},
	{
		picture: 'lists',
		parameters: of('referenceToVideo', {
			shots: 'storyboard',
			storyboard: {},
			lists: { storyboard: '={{ $json.shots }}', images: '={{ $json.pictures }}', elements: '={{ $json.elementIds }}' },
		}),
		shows: `${videoTop} · Reference Video · Images · Elements · Shots · Storyboard · Quality · Aspect Ratio · Sound · Lists From Expressions (Elements, Images, Storyboard) · ${bottom}`,
		says: ['Duration is not asked: the shots together decide the length.'],
	},
	{
		picture: 'edit-video',
		parameters: of('editVideo', {
			videoUrl: 'https://example.com/harbour.mp4',
			keepSound: true,
			prompt: 'Make it snow; keep everything else',
		}),
		shows: `${videoTop} · Source Video From · Source Video URL · Keep Original Sound · Prompt Mode · Prompt · Images · Elements · Quality · Lists From Expressions · ${bottom}`,
		says: [
			'Duration is not asked: the source video decides the length. Aspect Ratio is not asked: the source video decides the ratio. Sound is not asked: sound cannot be generated beside a video input.',
			'Kling bills every second of the source video at 1.2 units (US$ 0.168).',
		],
	},
	{
		picture: 'motion-control',
		parameters: of('motionControl', {
			...model('kling-v3', 'Kling 3.0'),
			prompt: 'The captain dances on the pier',
			images: { image: [picture('captain')] },
			videoUrl: 'https://example.com/dance.mp4',
		}),
		shows: `${top} · Model · Images (Source, URL) · Motion Video From · Motion Video URL · Character Orientation · Keep Original Sound · Prompt Mode · Prompt · Elements · Quality · ${bottom}`,
		says: [
			'Duration is not asked: the source video decides the length. Aspect Ratio is not asked: the source video decides the ratio. Sound is not asked: motion control can only keep the video’s own sound.',
			'Kling bills every second of the source video at 1.2 units (US$ 0.168).',
		],
	},
	{
		picture: 'model-studio',
		parameters: of('referenceToVideo', {
			...modelStudio,
			prompt: '@element1 walks through the market of @image1',
			images: { image: [picture('market')] },
			elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
		}),
		shows: `${top} · Model · Reference Video · Images (Source, URL) · Elements (Kind, Element) · Shots · Prompt Mode · Prompt · Duration (Seconds) · Quality · Aspect Ratio · Sound · Lists From Expressions · ${bottom}`,
		offers: { completion: ['Wait Here', 'Return at Once'] },
	},
];
