/** What the jobs of the message tables have attached. */

const url = 'https://media.example.org/a.png';

export const first = { role: 'firstFrame', url };
export const last = { role: 'lastFrame', url };
export const pictures = (count: number, role = 'reference') => Array.from({ length: count }, () => ({ role, url }));
export const multiImage = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index + 1), kind: 'multiImage' }));
export const characters = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ id: String(index + 1), kind: 'videoCharacter' }));
export const voices = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index + 1) }));

const clip = { url: 'https://media.example.org/a.mp4' };
export const base = { video: { role: 'base', media: clip } };
export const feature = { video: { role: 'feature', media: clip } };
export const motion = { video: { role: 'motion', media: clip } };

export const long = (characters: number) => 'x'.repeat(characters);
export const shots = (...seconds: number[]) => ({
	shots: 'storyboard',
	storyboard: seconds.map((length) => ({ prompt: 'rain', seconds: length })),
});
