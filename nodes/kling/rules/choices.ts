import { aspectRatios, elementKinds, qualities, seconds, shotKinds } from '../models';
import { chooser } from './limit';
import { limits } from './limits';
import type { Choice, Choices, Situation } from './situation';

/**
 * What may be chosen in a situation.
 *
 * Panels ask `allowed()` to hide what a combination does not offer; `checkRules` applies the same limits to a finished
 * job, whose values may have come from expressions.
 */

const everything: { [C in Choice]: ReadonlyArray<Choices[C]> } = {
	frames: ['none', 'first', 'firstAndLast'],
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
	aspectRatio: aspectRatios,
	duration: seconds(1, 60),
	keepSound: [true, false],
	elementKind: elementKinds,
	reference: [true, false],
	voice: [true, false],
	negativePrompt: [true, false],
	cfgScale: [true, false],
};

export const { limitsOn, allowed } = chooser<Choices, Situation>({ everything, limits });
