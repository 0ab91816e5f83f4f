import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { soundFixture } from './sounds';

/** What a check has to know about a picture. */
export interface ImageFacts {
	format: string;
	bytes: number;
	width: number;
	height: number;
	alpha?: boolean;
}

/** What a check has to know about a clip. */
export interface VideoFacts {
	format: string;
	bytes: number;
	seconds: number;
	width: number;
	height: number;
	fps: number;
}

const FOLDER = join(__dirname, 'media');
const MB = 1024 * 1024;

/** Pictures under `/media/`. `huge.png` exists only on the wire: a good picture with padding behind it. */
export const IMAGES: Record<string, ImageFacts> = {
	'good.jpg': { format: 'jpg', bytes: 2_023, width: 640, height: 480 },
	'good.png': { format: 'png', bytes: 2_332, width: 640, height: 480 },
	'portrait.png': { format: 'png', bytes: 5_233, width: 720, height: 1280 },
	'tiny.png': { format: 'png', bytes: 1_562, width: 256, height: 256 },
	'wide.png': { format: 'png', bytes: 2_530, width: 1200, height: 400 },
	'alpha.png': { format: 'png', bytes: 2_330, width: 640, height: 480, alpha: true },
	'notes.png': { format: 'text', bytes: 36, width: 0, height: 0 },
	'huge.png': { format: 'png', bytes: 10 * MB + 1, width: 640, height: 480 },
};

/** Clips under `/media/`. */
export const VIDEOS: Record<string, VideoFacts> = {
	'ride.mp4': { format: 'mp4', bytes: 7_273, seconds: 5, width: 1280, height: 720, fps: 24 },
	'short.mp4': { format: 'mp4', bytes: 3_973, seconds: 2, width: 1280, height: 720, fps: 24 },
	'small.mp4': { format: 'mp4', bytes: 4_516, seconds: 5, width: 480, height: 270, fps: 24 },
	'long.mp4': { format: 'mp4', bytes: 15_268, seconds: 12, width: 1280, height: 720, fps: 24 },
	'dance.mp4': { format: 'mp4', bytes: 24_258, seconds: 20, width: 720, height: 1280, fps: 24 },
	'person.mp4': { format: 'mp4', bytes: 11_184, seconds: 5, width: 1920, height: 1080, fps: 24 },
	'slow-frames.mp4': { format: 'mp4', bytes: 5_166, seconds: 5, width: 1280, height: 720, fps: 15 },
};

const TYPES: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png', mp4: 'video/mp4', mp3: 'audio/mpeg', wav: 'audio/wav' };

/** Content type by file name, as a plain file server would answer. */
export function contentType(name: string): string {
	return TYPES[name.split('.').pop() ?? ''] ?? 'application/octet-stream';
}

/** The bytes of a fixture, or undefined when there is none of that name. */
export function fixture(name: string): Buffer | undefined {
	if (name === 'huge.png') return Buffer.concat([readFileSync(join(FOLDER, 'good.png')), Buffer.alloc(10 * MB + 1 - 2_332)]);
	return name in IMAGES || name in VIDEOS ? readFileSync(join(FOLDER, name)) : soundFixture(name);
}

/** Pictures and clips that a task can yield. */
export const CLIP = readFileSync(join(__dirname, 'clip.mp4'));
export const RESULT_IMAGE = readFileSync(join(FOLDER, 'result.png'));
