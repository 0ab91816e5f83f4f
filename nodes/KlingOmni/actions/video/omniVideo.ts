import type { TaskKind } from '../operation';

/** The task of an Omni model, whatever it makes the video from. */
export const omniVideo: TaskKind = {
	product: 'omniVideo',
	name: 'Omni Video',
	description: 'Made by Kling 3.0 Omni or Kling O1',
	canBeWatched: true,
};
