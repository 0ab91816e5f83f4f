// Written by `npm run registries` from the files of this folder; do not edit by hand.
import { operation as accountGetDeductions } from './account/getDeductions.operation';
import { operation as accountGetResourcePacks } from './account/getResourcePacks.operation';
import { resource as account } from './account/resource';
import { operation as audioSpeak } from './audio/speak.operation';
import { operation as audioTextToAudio } from './audio/textToAudio.operation';
import { operation as audioVideoToAudio } from './audio/videoToAudio.operation';
import { resource as audio } from './audio/resource';
import { operation as elementCreate } from './element/create.operation';
import { resource as element } from './element/resource';
import { operation as imageExpand } from './image/expand.operation';
import { operation as imageGenerate } from './image/generate.operation';
import { resource as image } from './image/resource';
import { operation as taskCancel } from './task/cancel.operation';
import { operation as taskDownload } from './task/download.operation';
import { operation as taskGet } from './task/get.operation';
import { operation as taskGetMany } from './task/getMany.operation';
import { operation as taskWait } from './task/wait.operation';
import { resource as task } from './task/resource';
import { operation as videoAvatar } from './video/avatar.operation';
import { operation as videoEditVideo } from './video/editVideo.operation';
import { operation as videoFaces } from './video/faces.operation';
import { operation as videoImageToVideo } from './video/imageToVideo.operation';
import { operation as videoLipSync } from './video/lipSync.operation';
import { operation as videoMotionControl } from './video/motionControl.operation';
import { operation as videoReferenceToVideo } from './video/referenceToVideo.operation';
import { operation as videoTextToVideo } from './video/textToVideo.operation';
import { resource as video } from './video/resource';
import { operation as voiceCreate } from './voice/create.operation';
import { resource as voice } from './voice/resource';

export const registry = {
	account: {
		resource: account,
		operations: {
			getDeductions: accountGetDeductions,
			getResourcePacks: accountGetResourcePacks,
		},
	},
	audio: {
		resource: audio,
		operations: {
			speak: audioSpeak,
			textToAudio: audioTextToAudio,
			videoToAudio: audioVideoToAudio,
		},
	},
	element: {
		resource: element,
		operations: {
			create: elementCreate,
		},
	},
	image: {
		resource: image,
		operations: {
			expand: imageExpand,
			generate: imageGenerate,
		},
	},
	task: {
		resource: task,
		operations: {
			cancel: taskCancel,
			download: taskDownload,
			get: taskGet,
			getMany: taskGetMany,
			wait: taskWait,
		},
	},
	video: {
		resource: video,
		operations: {
			avatar: videoAvatar,
			editVideo: videoEditVideo,
			faces: videoFaces,
			imageToVideo: videoImageToVideo,
			lipSync: videoLipSync,
			motionControl: videoMotionControl,
			referenceToVideo: videoReferenceToVideo,
			textToVideo: videoTextToVideo,
		},
	},
	voice: {
		resource: voice,
		operations: {
			create: voiceCreate,
		},
	},
};
