import type { INodeParameters } from 'n8n-workflow';
import { dialects, type Dialect } from '../dialects';
import { ada, byId, captain, presetVoice } from './libraryCalls';

/** Every operation of the node, with good input and with bad. */

const picture = 'https://media.example.org/a.png';
const clip = 'https://media.example.org/a.mp4';
const gallery = '829836802793406551';
const prompt = 'A paper boat drifts past a lighthouse';
export const options = { skipMediaChecks: true };

export interface Trial {
	/** All of them, if absent. */
	on?: readonly Dialect[];
	/** What has to be there; `good` gets its id. */
	needs?: 'finishedTask' | 'waitingTask' | 'element' | 'voice';
	good: (id: string) => INodeParameters;
	bad: INodeParameters;
	says: RegExp;
}

const native = ['classic', 'current'] as const;
const classic = ['classic'] as const;

export const trials: Record<string, Record<string, Trial>> = {
	video: {
		avatar: {
			on: classic,
			good: () => ({ options, image: picture, sound: 'https://media.example.org/a.mp3' }),
			bad: { options, image: picture, sound: '={{ "" }}' },
			says: /Sound is empty/,
		},
		faces: { on: classic, good: () => ({ options, video: clip }), bad: { video: '={{ "" }}' }, says: /Video is empty/ },
		lipSync: {
			on: classic,
			good: () => ({ options, video: clip, soundFrom: 'line', text: 'x'.repeat(60), voiceId: 'oversea_male1' }),
			bad: { options, video: clip, sound: '={{ "" }}' },
			says: /Sound is empty/,
		},
		textToVideo: { good: () => ({ prompt }), bad: { prompt: ' ' }, says: /Prompt is empty/ },
		imageToVideo: {
			good: () => ({ prompt, options, firstFrame: picture }),
			bad: { prompt, images: {} },
			says: /First Frame is empty/,
		},
		referenceToVideo: {
			good: () => ({ prompt, options, images: { image: [{ role: 'reference', url: picture }] } }),
			bad: { prompt: '@image2 sails', options, images: { image: [{ role: 'reference', url: picture }] } },
			says: /Prompt mentions @image2/,
		},
		editVideo: { good: () => ({ prompt, options, video: clip }), bad: { prompt, video: 'a.mp4' }, says: /is not a web address/ },
		motionControl: {
			on: native,
			good: () => ({ prompt, options, image: picture, video: clip }),
			bad: { prompt, options, image: '={{ "" }}', video: clip },
			says: /Image needs either/,
		},
	},
	audio: {
		speak: {
			on: classic,
			good: () => ({ text: 'Ahoy', voiceId: 'oversea_male1' }),
			bad: { text: '={{ " " }}', voiceId: 'oversea_male1' },
			says: /Text is empty/,
		},
		textToAudio: { on: classic, good: () => ({ prompt: 'rain' }), bad: { prompt: 'rain', duration: '={{ 11 }}' }, says: /Duration is 11/ },
		videoToAudio: { on: classic, good: () => ({ options, video: clip }), bad: { video: '={{ "" }}' }, says: /Video is empty/ },
	},
	image: {
		expand: {
			on: classic,
			good: () => ({ options, image: picture, expandBy: 'sides', up: 0.5 }),
			bad: { options, image: picture, expandBy: 'sides', up: 2, left: 2 },
			says: /make the picture 9\.00 times as large/,
		},
		generate: { on: classic, good: () => ({ prompt }), bad: { prompt, count: '={{ 10 }}' }, says: /Number of Images is 10/ },
	},
	element: {
		create: { on: classic, good: () => captain({ options }), bad: captain({ options, name: ' ' }), says: /Name is empty/ },
		get: { on: classic, good: () => ({ element: byId(gallery) }), bad: { element: byId('1') }, says: /Kling does not know Element 1/ },
		getMany: { on: classic, good: () => ({ owner: 'presets' }), bad: { owner: 'presets', limit: '={{ 0 }}' }, says: /Limit/ },
		delete: {
			on: classic,
			needs: 'element',
			good: (id) => ({ element: byId(id) }),
			bad: { element: byId(gallery) },
			says: /Kling refused a value/,
		},
	},
	voice: {
		create: { on: classic, good: () => ada({ options }), bad: ada({ options, name: 'x'.repeat(21) }), says: /Name has 21 characters/ },
		get: { on: classic, good: () => ({ voice: byId(presetVoice) }), bad: { voice: byId('1') }, says: /Kling does not know Voice 1/ },
		getMany: { on: classic, good: () => ({ owner: 'presets' }), bad: { owner: 'presets', limit: '={{ 0 }}' }, says: /Limit/ },
		delete: { on: classic, needs: 'voice', good: (id) => ({ voice: byId(id) }), bad: { voice: byId(' ') }, says: /Voice is empty/ },
	},
	task: {
		cancel: {
			on: ['modelStudio'],
			needs: 'waitingTask',
			good: (taskIds) => ({ taskIds }),
			bad: { taskIds: '404' },
			says: /Kling does not know Task 404/,
		},
		get: { needs: 'finishedTask', good: (taskIds) => ({ taskIds }), bad: { taskIds: ' ' }, says: /Task IDs is empty/ },
		getMany: { needs: 'finishedTask', good: () => ({}), bad: { limit: '={{ 0 }}' }, says: /Limit/ },
		wait: { needs: 'finishedTask', good: (taskIds) => ({ taskIds }), bad: { taskIds: '404' }, says: /Kling does not know Task 404/ },
		download: { needs: 'finishedTask', good: (taskIds) => ({ taskIds }), bad: { taskIds: '404' }, says: /Kling does not know Task 404/ },
	},
	account: {
		getResourcePacks: {
			on: native,
			good: () => ({}),
			bad: { filters: { after: '2026-02-01', before: '2026-01-01' } },
			says: /After is not before Before/,
		},
		getDeductions: { on: native, needs: 'finishedTask', good: () => ({}), bad: { filters: { after: 'yesterday' } }, says: /is not a date/ },
	},
};

export const serviceOf = (dialect: Dialect) =>
	dialect === 'modelStudio' ? { service: dialect } : { service: 'kling', apiVersion: dialect };

/** Each operation on each API that has it. */
export const allTrials = Object.entries(trials).flatMap(([resource, operations]) =>
	Object.entries(operations).flatMap(([operation, { on = dialects, ...trial }]) =>
		on.map((dialect) => ({ resource, operation, dialect, ...trial })),
	),
);
