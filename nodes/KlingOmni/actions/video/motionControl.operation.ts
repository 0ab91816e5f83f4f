import { dialects } from '../../../kling/dialects';
import { operationNames } from '../../../kling/models';
import { listed } from '../../../kling/values';
import { image } from '../../fields/attachment';
import { keepSound, quality } from '../../fields/choices';
import { completions } from '../../fields/completion';
import { elements, video } from '../../fields/media';
import { model } from '../../fields/model';
import { characterOrientation } from '../../fields/motion';
import { modelNotice, priceNotice } from '../../fields/notices';
import { videoOptions } from '../../fields/options';
import { required } from '../../fields/pictures';
import { prompt, promptMode, promptParts } from '../../fields/prompt';
import { runVideoJobs } from '../../run/runVideoJobs';
import type { Operation } from '../operation';

/** Where words are no must (R73), for people. */
const wordless = dialects.flatMap(({ traits, label }) => (traits.wordlessMotion ? label : []));

/** Lets the person of a picture perform the movement of a video, on both of Kling’s APIs (contract §15.3, §21.1, R68, R73). */
export const operation: Operation = {
	value: 'motionControl',
	name: operationNames.motionControl,
	action: 'Let an image perform the motion of a video',
	description: 'Animate the character of a picture with the movement of a video',
	fields: () => [
		// R73: where it is needed after all, the rule says so
		{ ...prompt(), required: false, description: `What else happens in the video; on ${listed(wordless)} the movement alone is enough` },
		image('Who performs the movement: JPG or PNG, at most 10 MB, 300 pixels or more per side'),
		required(
			video('Motion Video', 'MP4 or MOV at a public address, at most 100 MB, whose movement is performed; its length is what Kling bills'),
		),
		characterOrientation,
		...keepSound('motionControl'),
		...elements('motionControl', { characterOrientation: ['video'] }),
		...model('motionControl', 'kling-v3'),
		...modelNotice('motionControl'),
		...quality('motionControl'),
		...priceNotice('motionControl'),
		promptMode,
		...promptParts,
		...completions,
		videoOptions,
	],
	makes: [{ product: 'motionControl', name: 'Motion Control', description: 'A picture with the movement of a video', canBeWatched: true }],
	async execute() {
		return await runVideoJobs(this, 'motionControl', 'motion');
	},
};
