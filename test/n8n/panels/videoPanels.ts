import { at, bottom, captain, chosen, frame, modelStudio, picture, top, type Panel } from './panel';

const o1 = { model: 'kling-video-o1' };
const of = (operation: string, parameters: Record<string, unknown>) => ({ resource: 'video', operation, ...parameters });
const boat = 'A red paper boat drifts past a lighthouse at dusk, slow dolly in';

const unit = 'A unit is US$ 0.14.';
const price = {
	omni: `Price of 5 seconds: US$ 0.42 in 720p, US$ 0.56 in 1080p and US$ 2.10 in 4K; with sound US$ 0.56 in 720p, US$ 0.70 in 1080p and US$ 2.10 in 4K. ${unit}`,
	o1: `Price of 5 seconds: US$ 0.42 in 720p and US$ 0.56 in 1080p. ${unit}`,
	turbo: `Price of 5 seconds: US$ 0.56 in 720p and US$ 0.70 in 1080p. ${unit}`,
	voices: `Price of 5 seconds: US$ 0.21 in 720p and US$ 0.35 in 1080p; with sound US$ 0.70 in 1080p; with voices US$ 0.84 in 1080p. ${unit}`,
	video: `Price of 5 seconds with a reference video: US$ 0.63 in 720p, US$ 0.84 in 1080p and US$ 2.10 in 4K. ${unit}`,
	source: `Price of every 5 seconds of the source video: US$ 0.63 in 720p, US$ 0.84 in 1080p and US$ 2.10 in 4K. ${unit}`,
	motion: `Price of every 5 seconds of the source video: US$ 0.63 in 720p and US$ 0.84 in 1080p. ${unit}`,
};
const notOffered = 'The chosen model is not offered here for this operation. Choose another model.';

/** Frequent parts of the panels. */
const prompt = `${top} · Prompt`;
const size = 'Model · Duration (Seconds) · Quality';
const words = 'Shots · Prompt Mode';
const end = `${bottom} · API Version`;

export const videoPanels: Panel[] = [
	{
		picture: 'text-to-video',
		parameters: of('textToVideo', { prompt: boat }),
		shows: `${prompt} · ${size} · Aspect Ratio · Sound · ${words} · ${end}`,
		offers: { quality: ['720p', '1080p', '4K'], shots: ['Single', 'Storyboard', 'Automatic'] },
		says: [price.omni],
	},
	{
		picture: 'text-to-video-4k',
		parameters: of('textToVideo', { prompt: boat, quality: '4k', sound: true }),
		shows: `${prompt} · ${size} · Aspect Ratio · Sound · ${words} · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'text-to-video-o1',
		parameters: of('textToVideo', { ...o1, prompt: boat }),
		shows: `${prompt} · ${size} · Aspect Ratio · Prompt Mode · ${end}`,
		says: [price.o1],
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
		shows: `${top} · Model · Quality · Aspect Ratio · Sound · Shots · Storyboard (Prompt, Seconds, Prompt, Seconds) · Lists From Expressions · ${end}`,
		says: [price.omni],
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
		shows: `${top} · ${size} · Aspect Ratio · Sound · ${words} · Subject · Action · Scene · Camera · Light and Mood · Dialogue and Sound · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'options',
		parameters: of('textToVideo', {
			prompt: '={{ $json.idea }}',
			completion: 'submit',
			options: { dryRun: true, idempotency: 'ownKey', idempotencyKey: '={{ $json.row }}', maxCost: 20, tag: 'spring' },
		}),
		shows: `${prompt} · ${size} · Aspect Ratio · Sound · ${words} · How to Wait · Options (Dry Run, Idempotency, Idempotency Key, Max Cost per Run (Units), Tag) · API Version`,
		says: [price.omni],
	},
	{
		picture: 'model-not-offered',
		parameters: of('textToVideo', { model: 'kling-v3-turbo', prompt: boat }),
		shows: `${prompt} · ${size} · Aspect Ratio · ${words} · ${end}`,
		says: [notOffered, price.turbo],
	},
	{
		picture: 'image-to-video',
		parameters: of('imageToVideo', {
			prompt: 'The boat in @image1 sets off',
			firstFrame: frame('boat'),
		}),
		shows: `${prompt} · First Frame · Last Frame · Images · Elements · ${size} · Sound · ${words} · Lists From Expressions · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'first-and-last-frame',
		parameters: of('imageToVideo', {
			prompt: 'The boat sails from morning into the night',
			firstFrame: frame('morning'),
			lastFrame: frame('night'),
		}),
		shows: `${prompt} · First Frame · Last Frame · Images · Elements · ${size} · Sound · ${words} · Lists From Expressions · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'first-and-last-frame-o1',
		parameters: of('imageToVideo', {
			...o1,
			prompt: 'The boat sails from morning into the night',
			firstFrame: frame('morning'),
			lastFrame: frame('night'),
		}),
		shows: `${prompt} · First Frame · Last Frame · ${size} · Prompt Mode · Lists From Expressions · ${end}`,
		says: [price.o1],
	},
	{
		picture: 'voices',
		parameters: of('imageToVideo', {
			model: 'kling-v2-6',
			prompt: 'The potter looks up and @voice1 says: "Good morning."',
			firstFrame: frame('potter'),
			sound: true,
			voices: { voice: [{ voice: chosen('850000000000000001', 'Nora (own)') }] },
		}),
		shows: `${prompt} · First Frame · Last Frame · ${size} · Sound · Voices (Voice) · Prompt Mode · Negative Prompt · Lists From Expressions · ${end}`,
		says: [price.voices],
	},
	{
		picture: 'reference-to-video',
		parameters: of('referenceToVideo', {
			prompt: '@element1 walks through the market of @image1',
			images: { image: [picture('market')] },
			elements: { element: [{ kind: 'multiImage', element: captain }] },
		}),
		shows: `${prompt} · Reference Video · Images (Source, URL) · Elements (Kind, Element) · ${size} · Aspect Ratio · Sound · ${words} · Lists From Expressions · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'reference-video',
		parameters: of('referenceToVideo', {
			video: at('https://example.com/ride.mp4'),
			prompt: 'Keep the camera path of @video1, replace the rider with @image1',
			images: { image: [picture('rider')] },
		}),
		shows: `${prompt} · Reference Video · First Frame · Keep Original Sound · Images (Source, URL) · Elements · ${size} · Aspect Ratio · ${words} · Lists From Expressions · ${end}`,
		says: [price.video],
	},
	{
		picture: 'names',
		parameters: of('referenceToVideo', {
			apiVersion: 'current',
			prompt: '@ada walks through the @market',
			images: { image: [picture('market', { name: 'market' })] },
			elements: { element: [{ kind: 'multiImage', element: captain, name: 'ada' }] },
		}),
		shows: `${prompt} · Reference Video · Images (Source, URL, Name) · Elements (Kind, Element, Name) · ${size} · Aspect Ratio · Sound · ${words} · Lists From Expressions · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'lists',
		parameters: of('referenceToVideo', {
			shots: 'storyboard',
			storyboard: {},
			lists: { storyboard: '={{ $json.shots }}', images: '={{ $json.pictures }}', elements: '={{ $json.elementIds }}' },
		}),
		shows: `${top} · Reference Video · Images · Elements · Model · Quality · Aspect Ratio · Sound · Shots · Storyboard · Lists From Expressions (Elements, Images, Storyboard) · ${end}`,
		says: [price.omni],
	},
	{
		picture: 'edit-video',
		parameters: of('editVideo', {
			video: at('https://example.com/harbour.mp4'),
			keepSound: true,
			prompt: 'Make it snow; keep everything else',
		}),
		shows: `${prompt} · Source Video · Keep Original Sound · Images · Elements · Model · Quality · Prompt Mode · Lists From Expressions · ${end}`,
		says: [price.source],
	},
	{
		picture: 'motion-control',
		parameters: of('motionControl', {
			model: 'kling-v3',
			prompt: 'The captain dances on the pier',
			image: frame('captain'),
			video: at('https://example.com/dance.mp4'),
		}),
		shows: `${prompt} · Image · Motion Video · Character Orientation · Keep Original Sound · Elements · Model · Quality · Prompt Mode · ${end}`,
		says: [price.motion],
	},
	{
		picture: 'model-studio',
		parameters: of('referenceToVideo', {
			...modelStudio,
			prompt: '@element1 walks through the market of @image1',
			images: { image: [picture('market')] },
			elements: { element: [{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '829836802793406551' } }] },
		}),
		shows: `${prompt} · Reference Video · Images (Source, URL) · Elements (Kind, Element) · ${size} · Aspect Ratio · Sound · ${words} · Lists From Expressions · ${bottom}`,
		offers: { completion: ['Wait Here', 'Return at Once'] },
	},
];
