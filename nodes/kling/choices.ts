import { aspectRatios, elementKinds, qualities, secondsOf, shotKinds } from './models';
import type { AspectRatio, Dialect, ElementKind, Quality, Shots, VideoModel, VideoOperation } from './models';

/**
 * What may be chosen in a situation: the rules of contract §9 that narrow one field because of the others.
 *
 * Panels ask `allowed()` to hide what a combination does not offer; `checkRules` asks the same rules about a finished
 * job, whose values may have come from expressions. A limit that leaves nothing means that the field does not apply.
 */

/** What has been decided about a job so far; panels walk through it, `situationOf` reads it from a job. */
export interface Situation {
	dialect: Dialect;
	model: VideoModel;
	operation: VideoOperation;
	frames: Frames;
	video: VideoRole;
	shots: Shots;
	quality: Quality;
	sound: boolean;
	/** Reference pictures are attached. */
	references: boolean;
	/** Elements are attached. */
	elements: boolean;
}

export type Frames = 'none' | 'first' | 'firstAndLast';
export type VideoRole = 'none' | 'base' | 'feature' | 'motion';

/** Every field that a situation narrows, with all its values. */
export interface Choices {
	frames: Frames;
	shots: Shots;
	quality: Quality;
	sound: boolean;
	aspectRatio: AspectRatio;
	duration: number;
	keepSound: boolean;
	elementKind: ElementKind;
	/** Plain reference pictures beside frames and video. */
	reference: boolean;
	voice: boolean;
	negativePrompt: boolean;
	cfgScale: boolean;
}
export type Choice = keyof Choices;

const everything: { [C in Choice]: readonly Choices[C][] } = {
	frames: ['none', 'first', 'firstAndLast'],
	shots: shotKinds,
	quality: qualities,
	sound: [true, false],
	aspectRatio: aspectRatios,
	duration: secondsOf({ min: 1, max: 60 }),
	keepSound: [true, false],
	elementKind: elementKinds,
	reference: [true, false],
	voice: [true, false],
	negativePrompt: [true, false],
	cfgScale: [true, false],
};

/**
 * - `error`: another value is refused before anything is sent
 * - `warning`: another value is sent, with a hint
 * - `adjust`: the field is decided by the others; another value is replaced or left out silently
 */
export type Severity = 'error' | 'warning' | 'adjust';

export interface Limit<C extends Choice = Choice> {
	/** The contract's rule, or its section where no rule has a number. */
	id: string;
	field: C;
	severity: Severity;
	when: (situation: Situation) => boolean;
	allow: (situation: Situation) => readonly Choices[C][];
	/** The reason in a person's words; a clause that follows "because". */
	why: (situation: Situation) => string;
}

const limit = <C extends Choice>(
	id: string,
	field: C,
	severity: Severity,
	when: (s: Situation) => boolean,
	allow: readonly Choices[C][] | ((s: Situation) => readonly Choices[C][]),
	why: string | ((s: Situation) => string),
): Limit<C> => ({
	id,
	field,
	severity,
	when,
	allow: typeof allow === 'function' ? allow : () => allow,
	why: typeof why === 'function' ? why : () => why,
});

const on = (...names: Dialect[]) => (s: Situation) => names.includes(s.dialect);
const hasVideo = (s: Situation) => s.video !== 'none';
const hasFrame = (s: Situation) => s.frames !== 'none';
const native = on('classic', 'current');
const label = (s: Situation) => s.model.label;

export const limits: Limit[] = [
	limit('R19', 'frames', 'error', (s) => s.video === 'base', ['none'], 'an edited video brings its own frames'),
	limit('R68', 'frames', 'adjust', (s) => s.operation === 'motionControl', ['none'], 'motion control has its own picture'),
	limit('R49', 'frames', 'error', (s) => s.operation === 'imageToVideo', ['first', 'firstAndLast'], 'Image to Video starts from a first frame'),
	limit('R66', 'frames', 'error', (s) => !s.model.lastFrame, ['none', 'first'], (s) => `${label(s)} takes a first frame only`),
	limit('R57', 'frames', 'error', (s) => s.dialect === 'current' && isO1(s) && s.video === 'feature', ['none', 'first'], (s) => `${label(s)} takes no last frame beside a video`),
	limit('R57', 'frames', 'warning', (s) => s.dialect === 'classic' && isO1(s) && s.video === 'feature', ['none', 'first'], (s) => `${label(s)} may refuse a last frame beside a video`),
	limit('R41', 'frames', 'error', (s) => s.dialect === 'modelStudio' && s.video === 'feature', ['none', 'first'], 'Model Studio takes only a first frame beside a video'),

	limit('R20', 'shots', 'error', (s) => s.video === 'base', ['single'], 'an edited video keeps its own shots'),
	limit('R20', 'shots', 'error', (s) => s.dialect !== 'current' && s.video === 'feature', ['single', 'auto'], 'a reference video leaves only shots that are described in the prompt'),
	limit('R55', 'shots', 'warning', (s) => s.dialect === 'current' && s.video === 'feature' && s.model.shots.includes('auto'), ['auto', 'storyboard'], 'Kling plans several shots when a reference video is attached, and may refuse a single one'),
	limit('§8', 'shots', 'error', () => true, (s) => s.model.shotsOn?.[s.dialect] ?? s.model.shots, (s) => `${label(s)} has no such shots here`),
	limit('R68', 'shots', 'adjust', (s) => s.operation === 'motionControl', ['single'], 'the movement comes from the video'),

	limit('R23', 'quality', 'error', () => true, (s) => s.model.qualities, (s) => `${label(s)} does not make 4k`),
	limit('R23', 'quality', 'error', (s) => s.operation === 'motionControl', ['720p', '1080p'], 'motion control does not make 4k'),
	limit('R63', 'quality', 'error', (s) => s.frames === 'firstAndLast' && s.model.lastFrameQuality !== undefined, (s) => [s.model.lastFrameQuality!], (s) => `${label(s)} makes first and last frame in ${s.model.lastFrameQuality} only`),

	limit('R1', 'sound', 'error', (s) => s.video === 'base' || s.video === 'feature', [false], 'sound cannot be generated beside a video input'),
	limit('R24', 'sound', 'error', (s) => s.model.sound === 'never', [false], (s) => `${label(s)} makes silent videos`),
	limit('R45', 'sound', 'adjust', (s) => s.model.sound === 'always', [true], (s) => `${label(s)} always makes sound`),
	limit('R63', 'sound', 'error', (s) => s.model.soundQuality !== undefined && s.quality !== s.model.soundQuality, [false], (s) => `${label(s)} makes sound in ${s.model.soundQuality} only`),
	limit('R63', 'sound', 'error', (s) => s.frames === 'firstAndLast' && s.model.lastFrameSilent === true, [false], (s) => `${label(s)} is silent with a last frame`),
	limit('R68', 'sound', 'adjust', (s) => s.operation === 'motionControl', [false], 'motion control can only keep the video’s own sound'),

	limit('R2', 'aspectRatio', 'adjust', hasFrame, [], 'the first frame decides the ratio'),
	limit('R2', 'aspectRatio', 'adjust', (s) => s.video === 'base' || s.video === 'motion', [], 'the source video decides the ratio'),

	limit('R3', 'duration', 'adjust', (s) => s.video === 'base' || s.video === 'motion', [], 'the source video decides the length'),
	limit('R22', 'duration', 'error', () => true, (s) => secondsOf(s.model.durations), (s) => `${label(s)} makes ${lengths(s)}`),
	limit('R22', 'duration', 'error', (s) => s.dialect === 'modelStudio' && hasVideo(s), secondsOf({ min: 3, max: 10 }), 'Model Studio makes 3 to 10 s from a video'),
	limit('R21', 'duration', 'error', (s) => onlyFiveOrTen(s) === 'certain', (s) => s.model.durationsWithoutReference!, (s) => `${label(s)} makes 5 or 10 s without a reference picture or video`),
	limit('R21', 'duration', 'warning', (s) => onlyFiveOrTen(s) === 'possible', (s) => s.model.durationsWithoutReference!, (s) => `${label(s)} may take only 5 or 10 s without a reference picture or video`),

	limit('R56', 'keepSound', 'adjust', (s) => !hasVideo(s), [], 'there is no source video'),
	limit('R54', 'keepSound', 'error', (s) => s.dialect === 'current' && s.video === 'feature' && !isO1(s), [false], (s) => `${label(s)} keeps the sound of an edited video only`),

	limit('R15', 'elementKind', 'error', () => true, (s) => s.model.elements?.kinds ?? [], (s) => (s.model.elements ? `${label(s)} takes multi-image elements only` : `${label(s)} takes no elements`)),
	limit('R66', 'elementKind', 'error', (s) => s.model.family === 'standard' && s.operation !== 'imageToVideo' && s.operation !== 'motionControl', [], (s) => `${label(s)} takes elements in Image to Video only`),
	limit('R42', 'elementKind', 'error', (s) => s.dialect === 'modelStudio' && s.model.family === 'standard', [], 'Model Studio takes elements with the Omni model only'),
	limit('R15', 'elementKind', 'error', (s) => s.frames === 'firstAndLast' && s.model.lastFrameExcludesReferences === true, [], (s) => `${label(s)} takes no elements beside first and last frame`),
	limit('R16', 'elementKind', 'error', (s) => s.dialect === 'classic' && hasVideo(s), ['multiImage'], 'a video input excludes video-character elements'),

	limit('R66', 'reference', 'error', (s) => s.model.family === 'standard', [false], (s) => `${label(s)} takes frames only, no reference pictures`),
	limit('R15', 'reference', 'error', (s) => s.frames === 'firstAndLast' && s.model.lastFrameExcludesReferences === true, [false], (s) => `${label(s)} takes no reference pictures beside first and last frame`),
	limit('R41', 'reference', 'error', (s) => s.dialect === 'modelStudio' && hasFrame(s), [false], 'Model Studio takes frames or reference pictures, not both'),

	limit('R67', 'voice', 'error', (s) => s.model.voices === 0 || s.operation !== 'imageToVideo' || !native(s), [false], (s) => `${label(s)} takes no voices here`),
	limit('R64', 'voice', 'error', (s) => !s.sound, [false], 'a voice is heard only with Sound on'),

	limit('§3', 'negativePrompt', 'error', (s) => s.dialect !== 'classic' || s.model.family !== 'standard', [false], (s) => `${label(s)} takes no negative prompt here; say in the prompt what to leave out`),
	limit('§15', 'cfgScale', 'error', (s) => s.dialect !== 'classic' || !s.model.cfgScale, [false], (s) => `${label(s)} takes no CFG scale here`),
];

const limitsOf = new Map<Choice, Limit[]>();
for (const entry of limits) limitsOf.set(entry.field, [...(limitsOf.get(entry.field) ?? []), entry]);

/** The limits on one field, in the table's order. */
export const limitsOn = <C extends Choice>(field: C) => (limitsOf.get(field) ?? []) as unknown as ReadonlyArray<Limit<C>>;

/**
 * The values of a field that a situation leaves.
 *
 * @returns an empty list where the field does not apply
 */
export function allowed<C extends Choice>(field: C, situation: Situation): Array<Choices[C]> {
	return limitsOn(field)
		.filter(({ severity, when }) => severity !== 'warning' && when(situation))
		.reduce<ReadonlyArray<Choices[C]>>((left, { allow }) => {
			const values = allow(situation);
			return left.filter((value) => values.includes(value));
		}, everything[field])
		.slice();
}

function isO1({ model }: Situation) {
	return model.durationsWithoutReference !== undefined;
}

/** R21, C34: the vendor's texts agree on some O1 jobs without a reference, and differ by dialect on the others. */
function onlyFiveOrTen(s: Situation): 'certain' | 'possible' | 'no' {
	if (!isO1(s) || s.dialect === 'modelStudio' || hasVideo(s) || s.references) return 'no';
	if (s.dialect === 'current' && hasFrame(s)) return 'certain';
	return s.frames !== 'firstAndLast' && !s.elements ? 'certain' : 'possible';
}

function lengths({ model: { durations } }: Situation) {
	return 'min' in durations ? `${durations.min} to ${durations.max} s` : `${durations.join(' or ')} s`;
}
