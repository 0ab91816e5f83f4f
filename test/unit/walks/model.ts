import { behind, type Walk } from './walk';

/** A row with what partners print of Kling 4.0 (contract §18), which no model before has, under a name that is made up. */
export const model: Walk = {
	heading: 'Add a model',
	names: {},
	files: {
		'nodes/kling/models.ts': behind(
			'export const videoModels: Record<string, VideoModel> = {',
			`
	'kling-v4': {
		label: 'Kling 4.0',
		names: { current: 'kling-4.0' },
		family: 'omni',
		operations: ['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo'],
		qualities: upTo1080p,
		shots: shotKinds,
		sound: 'always',
		soundBesideVideo: true,
		lastFrame: true,
		ratios: ['16:9', '9:16', '1:1', '21:9', 'auto'],
		durations: seconds(3, 30),
		elements: { kinds: elementKinds, withFrames: 7 },
		references: { alone: 15, besideVideo: 14 },
		most: { pictures: 10, elements: 7, attachments: 15 },
		voices: 3,
		speech: {
			languages: ['Chinese', 'English', 'Japanese', 'Korean', 'Spanish', 'Portuguese', 'German', 'French', 'Hindi'],
			others: 'unknown',
		},
		cfgScale: false,
		video: { seconds: { min: 3, max: 30 }, side: { min: 700, max: 4553 } },
		billsSource: true,
		currentPrompt: { text: 26_000, image: 26_000 },
		prices: { silent: {}, sound: { '720p': 1.12, '1080p': 1.68 }, video: { '720p': 0.67, '1080p': 1 } },
	},`,
		),
	},
};
