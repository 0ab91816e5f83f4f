import type { Resource } from '../operation';
import { avatar } from './avatar.operation';
import { editVideo } from './editVideo.operation';
import { findFaces } from './findFaces.operation';
import { imageToVideo } from './imageToVideo.operation';
import { lipSync } from './lipSync.operation';
import { motionControl } from './motionControl.operation';
import { referenceToVideo } from './referenceToVideo.operation';
import { textToVideo } from './textToVideo.operation';

export const video: Resource = {
	value: 'video',
	name: 'Video',
	usual: 'textToVideo',
	operations: [avatar, editVideo, findFaces, imageToVideo, lipSync, motionControl, referenceToVideo, textToVideo],
};
