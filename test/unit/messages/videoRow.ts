import type { VideoOperation } from '../../../nodes/kling/models';
import type { Dialect } from '../../dialects';

/** A job that breaks one rule, and what a person reads about it. */
export type VideoRow = [
	rule: string,
	dialect: Dialect,
	operation: VideoOperation,
	model: string,
	values: object,
	message: string,
	remedy: string,
];

export const omni = 'kling-v3-omni';
export const o1 = 'kling-video-o1';
export const plain = 'kling-v3';
export const turbo = 'kling-v3-turbo';
export const older = 'kling-v2-6';
