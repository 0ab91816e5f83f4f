import { at, bottom, frame, top, type Panel } from './panel';

const clip = at('https://example.com/clip.mp4');
const line = { soundFrom: 'line', text: 'Our new boats are here', voiceId: 'oversea_male1' };
const spoken = 'Speech · Text · Voice ID · Language · Speed';

/** What talks, sounds and reformats (contract §21). */
export const studioPanels: Panel[] = [
	{
		picture: 'avatar',
		parameters: { resource: 'video', operation: 'avatar', image: frame('ada'), ...line, prompt: 'She smiles and points at the harbour' },
		shows: `${top} · Image · ${spoken} · Prompt · Quality · ${bottom}`,
	},
	{
		picture: 'find-faces',
		parameters: { resource: 'video', operation: 'faces', video: clip },
		shows: `${top} · Video · Options`,
	},
	{
		picture: 'lip-sync',
		parameters: { resource: 'video', operation: 'lipSync', video: clip, ...line },
		shows: `${top} · Faces From · Video · Face · ${spoken} · Timing · Sound Volume · Original Volume · ${bottom}`,
	},
	{
		picture: 'image-expand',
		parameters: { resource: 'image', operation: 'expand', image: frame('harbour'), prompt: 'A wide beach under a clear sky' },
		shows: `${top} · Image · Expand By · Target Ratio · Prompt · Number of Images · ${bottom}`,
	},
	{
		picture: 'audio-sound-for-a-video',
		parameters: { resource: 'audio', operation: 'videoToAudio', video: clip, soundPrompt: 'Waves lap against a wooden hull' },
		shows: `${top} · Video · Sound Prompt · Music Prompt · ASMR · ${bottom}`,
	},
	{
		picture: 'audio-sound-from-text',
		parameters: { resource: 'audio', operation: 'textToAudio', prompt: 'Rain on a tin roof, thunder far away' },
		shows: `${top} · Prompt · Duration · ${bottom}`,
	},
	{
		picture: 'audio-speak',
		parameters: { resource: 'audio', operation: 'speak', text: line.text, voiceId: line.voiceId },
		shows: `${top} · Text · Voice ID · Language · Speed · Download · Options`,
	},
];
