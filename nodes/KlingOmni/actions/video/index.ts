import { servicesWhere } from '../../fields/service';
import type { Operation, Resource } from '../operation';
import { avatar } from './avatar.operation';
import { editVideo } from './editVideo.operation';
import { findFaces } from './findFaces.operation';
import { imageToVideo } from './imageToVideo.operation';
import { lipSync } from './lipSync.operation';
import { motionControl } from './motionControl.operation';
import { referenceToVideo } from './referenceToVideo.operation';
import { textToVideo } from './textToVideo.operation';

/** An operation of videos is offered where a dialect has it. */
function whereItIs(operation: Operation): Operation {
	const services = servicesWhere(({ operations }) => operations.includes(operation.value));
	const isEverywhere = services.length === servicesWhere(() => true).length;
	return isEverywhere ? operation : { ...operation, displayOptions: { show: { service: services } } };
}

export const video: Resource = {
	value: 'video',
	name: 'Video',
	usual: 'textToVideo',
	operations: [avatar, editVideo, findFaces, imageToVideo, lipSync, motionControl, referenceToVideo, textToVideo].map(whereItIs),
};
