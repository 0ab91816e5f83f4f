import { sourceVideo } from '../../fields/attachment';
import { atOnceOptions } from '../../fields/options';
import { runStudioJobs } from '../../run/runStudioJobs';
import type { Operation } from '../operation';

/** Finds the faces of a video, so that a person or an agent can choose the one that speaks (contract §21.3). */
export const operation: Operation = {
	value: 'faces',
	name: 'Find Faces',
	action: 'Find the faces of a video',
	description: 'Give a picture of each face in a video and when it is seen; a lip sync then takes one of them',
	fields: () => [sourceVideo('MP4 or MOV at a public address: 2 to 60 seconds, 720p or 1080p, at most 100 MB'), atOnceOptions],
	async execute() {
		return await runStudioJobs(this, 'faces');
	},
};
