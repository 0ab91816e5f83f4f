import { lengthsText } from '../models';
import { listed } from '../values';
import type { Choice, Limit, Situation } from './situation';

/** The rules of contract §9 that narrow one field because of the others, field by field. */

const hasVideo = (s: Situation) => s.video !== 'none';
const hasFrame = (s: Situation) => s.frames !== 'none';
const isMotion = (s: Situation) => s.operation === 'motionControl';
const label = (s: Situation) => s.model.label;

const traits = (s: Situation) => s.dialect.traits;

/** What the standard models can do is one rule on some APIs, and one for each subject on others. */
const onStandardModels = (id: string) => (s: Situation) => traits(s).standardModelsRule ?? id;

const durationRule = (s: Situation) =>
	s.model.family === 'omni' ? (s.model.durationsRule ?? 'R22') : (traits(s).lengthsRule ?? onStandardModels('R65')(s));

export const limits: { [C in Choice]: ReadonlyArray<Limit<C>> } = {
	frames: [
		{ id: 'R19', when: (s) => s.video === 'base', allow: ['none'], why: 'an edited video brings its own frames' },
		{ id: 'R68', when: isMotion, allow: ['none'], why: 'motion control takes one reference picture' },
		{
			id: 'R49',
			when: (s) => s.operation === 'imageToVideo',
			allow: ['first', 'firstAndLast'],
			why: 'Image to Video starts from a first frame',
		},
		{
			id: onStandardModels('R66'),
			when: (s) => !s.model.lastFrame,
			allow: ['none', 'first'],
			why: (s) => `${label(s)} takes a first frame only`,
		},
		{
			id: 'R57',
			when: (s) => traits(s).lastFrameBesideVideo === 'refused' && s.model.videoExcludesLastFrame === true && s.video === 'feature',
			allow: ['none', 'first'],
			why: (s) => `${label(s)} takes no last frame beside a video`,
		},
		{
			id: 'R57',
			severity: 'warning',
			when: (s) => traits(s).lastFrameBesideVideo === 'doubtful' && s.model.videoExcludesLastFrame === true && s.video === 'feature',
			allow: ['none', 'first'],
			why: (s) => `${label(s)} may refuse a last frame beside a video`,
		},
		{
			id: 'R41',
			when: (s) => traits(s).framesOrReferences === true && s.video === 'feature',
			allow: ['none', 'first'],
			why: (s) => `${s.dialect.label} takes only a first frame beside a video`,
		},
	],
	shots: [
		{ id: 'R20', when: (s) => s.video === 'base', allow: ['single'], why: 'an edited video keeps its own shots' },
		{
			id: 'R20',
			when: (s) => traits(s).noStoryboardBesideVideo === true && s.video === 'feature',
			allow: ['single', 'auto'],
			why: 'a reference video leaves only shots that the prompt describes',
		},
		{
			id: 'R55',
			severity: 'warning',
			when: (s) => traits(s).severalShotsBesideVideo === true && s.video === 'feature' && s.model.shots.includes('auto'),
			allow: ['auto', 'storyboard'],
			why: 'Kling plans several shots beside a reference video, and may refuse a single one',
		},
		{ id: '§8', allow: (s) => s.model.shotsOn?.[s.dialect.id] ?? s.model.shots, why: (s) => `${label(s)} has no such shots here` },
		{ id: 'R68', severity: 'adjust', when: isMotion, allow: ['single'], why: 'the movement comes from the video' },
	],
	quality: [
		{ id: 'R23', allow: (s) => s.model.qualities, why: (s) => `${label(s)} does not make 4k` },
		{ id: 'R23', when: isMotion, allow: ['720p', '1080p'], why: 'motion control does not make 4k' },
		{
			id: onStandardModels('R63'),
			when: (s) => s.frames === 'firstAndLast' && s.model.lastFrameQuality !== undefined,
			allow: (s) => [s.model.lastFrameQuality!],
			why: (s) => `${label(s)} makes first and last frame in ${s.model.lastFrameQuality} only`,
		},
	],
	sound: [
		{
			id: 'R1',
			when: (s) => (s.video === 'base' || s.video === 'feature') && !s.model.soundBesideVideo,
			allow: [false],
			why: 'sound cannot be generated beside a video input',
		},
		{ id: 'R24', when: (s) => s.model.sound === 'never', allow: [false], why: (s) => `${label(s)} makes silent videos` },
		{
			id: 'R45',
			severity: 'adjust',
			when: (s) => s.model.sound === 'always',
			allow: [true],
			why: (s) => `${label(s)} always makes sound`,
		},
		{
			id: onStandardModels('R63'),
			when: (s) => s.model.soundQuality !== undefined && s.quality !== s.model.soundQuality,
			allow: [false],
			why: (s) => `${label(s)} makes sound in ${s.model.soundQuality} only`,
		},
		{
			id: onStandardModels('R63'),
			when: (s) => s.frames === 'firstAndLast' && s.model.lastFrameSilent === true,
			allow: [false],
			why: (s) => `${label(s)} is silent with a last frame`,
		},
		{ id: 'R68', severity: 'adjust', when: isMotion, allow: [false], why: 'motion control can only keep the video’s own sound' },
	],
	aspectRatio: [
		{ id: 'R2', severity: 'adjust', when: hasFrame, allow: [], why: 'the first frame decides the ratio' },
		{
			id: 'R2',
			severity: 'adjust',
			when: (s) => s.video === 'base' || s.video === 'motion',
			allow: [],
			why: 'the source video decides the ratio',
		},
		{
			id: '§8',
			allow: (s) => s.model.ratios,
			why: (s) => `${label(s)} makes ${listed(s.model.ratios)}`,
		},
	],
	duration: [
		{
			id: 'R3',
			severity: 'adjust',
			when: (s) => s.video === 'base' || s.video === 'motion',
			allow: [],
			why: 'the source video decides the length',
		},
		{ id: durationRule, allow: (s) => s.model.durations, why: (s) => `${label(s)} makes ${lengthsText(s.model.durations)} s` },
		{
			id: 'R22',
			when: (s) => traits(s).lengthsFromVideo !== undefined && hasVideo(s),
			allow: (s) => traits(s).lengthsFromVideo!,
			why: (s) => `${s.dialect.label} makes ${lengthsText(traits(s).lengthsFromVideo!)} s from a video`,
		},
		{
			id: 'R21',
			when: (s) => onlyFiveOrTen(s) === 'certain',
			allow: (s) => s.model.durationsWithoutReference!,
			why: (s) => `${label(s)} makes 5 or 10 s without a reference picture or video`,
		},
		{
			id: 'R21',
			severity: 'warning',
			when: (s) => onlyFiveOrTen(s) === 'possible',
			allow: (s) => s.model.durationsWithoutReference!,
			why: (s) => `${label(s)} may take only 5 or 10 s without a reference picture or video`,
		},
	],
	keepSound: [
		{ id: 'R56', severity: 'adjust', when: (s) => !hasVideo(s), allow: [], why: 'there is no source video' },
		{
			id: 'R54',
			when: (s) => traits(s).silentReferenceVideo === true && s.video === 'feature' && !s.model.keepsReferenceSound,
			allow: [false],
			why: (s) => `${label(s)} keeps the sound of an edited video only`,
		},
	],
	elementKind: [
		{
			id: (s) => (s.model.elements ? 'R15' : onStandardModels('R66')(s)),
			allow: (s) => s.model.elements?.kinds ?? [],
			why: (s) => (s.model.elements ? `${label(s)} takes multi-image elements only` : `${label(s)} takes no elements`),
		},
		{
			id: 'R66',
			when: (s) => s.model.family === 'standard' && s.operation === 'textToVideo',
			allow: [],
			why: (s) => `${label(s)} takes elements in Image to Video only`,
		},
		{
			id: 'R42',
			when: (s) => !traits(s).standardElements && s.model.family === 'standard',
			allow: [],
			why: (s) => `${s.dialect.label} takes elements with the Omni model only`,
		},
		{
			id: 'R15',
			when: (s) => s.frames === 'firstAndLast' && s.model.lastFrameExcludesReferences === true,
			allow: [],
			why: (s) => `${label(s)} takes no elements beside first and last frame`,
		},
		{
			id: 'R16',
			when: (s) => traits(s).characterBesideVideo === 'never' && hasVideo(s) && !isMotion(s),
			allow: ['multiImage'],
			why: 'a video input excludes video-character elements',
		},
	],
	reference: [
		{
			id: onStandardModels('R66'),
			when: (s) => s.model.family === 'standard' && !isMotion(s),
			allow: [false],
			why: (s) => `${label(s)} takes frames only, no reference pictures`,
		},
		{
			id: 'R15',
			when: (s) => s.frames === 'firstAndLast' && s.model.lastFrameExcludesReferences === true,
			allow: [false],
			why: (s) => `${label(s)} takes no reference pictures beside first and last frame`,
		},
		{
			id: 'R41',
			when: (s) => traits(s).framesOrReferences === true && hasFrame(s),
			allow: [false],
			why: (s) => `${s.dialect.label} takes frames or reference pictures, not both`,
		},
	],
	voice: [
		{
			id: 'R67',
			when: (s) => s.model.voices === 0 || s.operation !== 'imageToVideo' || !traits(s).voices,
			allow: [false],
			why: (s) => `${label(s)} takes no voices here`,
		},
		{ id: 'R64', when: (s) => !s.sound, allow: [false], why: 'a voice is heard only with Sound on' },
	],
	negativePrompt: [
		{ id: 'R74', when: isMotion, allow: [false], why: 'motion control takes none' },
		{
			id: '§3',
			when: (s) => !traits(s).negativePrompt || s.model.family !== 'standard',
			allow: [false],
			why: (s) => `${label(s)} takes none here; say in the prompt what to leave out`,
		},
	],
	cfgScale: [
		{ id: 'R74', when: isMotion, allow: [false], why: 'motion control has no such setting' },
		{ id: '§15', when: (s) => !traits(s).negativePrompt || !s.model.cfgScale, allow: [false], why: (s) => `${label(s)} takes none here` },
	],
};

/** R21, C34: the vendor's texts agree on some O1 jobs without a reference, and differ by dialect on the others. */
function onlyFiveOrTen(s: Situation): 'certain' | 'possible' | 'no' {
	if (!s.model.durationsWithoutReference || hasVideo(s) || s.references) return 'no';
	if (traits(s).framesAreNoReference && hasFrame(s)) return 'certain';
	return s.frames !== 'firstAndLast' && !s.elements ? 'certain' : 'possible';
}
