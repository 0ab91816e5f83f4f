import type { PictureLimits, VideoLimits } from '../media/limits';
import type { VideoModel, VideoOperation } from '../models';
import type { Token } from '../prompt';

/** A limit on the length of a prompt as it is sent. */
export interface PromptLimit {
	/** The contract's rule. */
	id: string;
	severity: 'error' | 'warning';
	/** Characters. */
	most: number;
	/** What happens to a longer one, where it is not refused: "is cut after". */
	verb?: string;
}

/**
 * What of contract §9 and §15 holds on one API and not on another, by name; a trait that is absent does not hold.
 */
interface Traits {
	/** The rule that says what standard models can do, where it is one for all subjects: R67, R42. */
	standardModelsRule?: string;
	/** The rule on the lengths of all models, where there is one: R22. */
	lengthsRule?: string;
	/** R36, R72: the shots of a storyboard are written into the one prompt, with “;” between them. */
	shotsInPrompt?: true;
	/** R35, R58: attachments have ids, which a person may choose. */
	namesAttachments?: true;
	/** §3, §15: a negative prompt and CFG Scale. */
	negativePrompt?: true;
	/** R67: voices. */
	voices?: true;
	/** R42: elements with a standard model. */
	standardElements?: true;
	/** R73: motion control without a prompt. */
	wordlessMotion?: true;
	/** R13: few video-character elements, and few references beside one. */
	fewCharacters?: true;
	/** R16: whether a video-character element goes with a video. */
	characterBesideVideo?: 'never' | 'alone';
	/** R20: beside a reference video, shots are only described, not listed. */
	noStoryboardBesideVideo?: true;
	/** R55: a reference video is imitated in several shots, whether planned or not. */
	severalShotsBesideVideo?: true;
	/** R57: what becomes of O1’s last frame beside a reference video. */
	lastFrameBesideVideo?: 'refused' | 'doubtful';
	/** R41: frames or reference pictures, and a first frame at most beside a reference video. */
	framesOrReferences?: true;
	/** R22: the lengths of a job with a source video, seconds. */
	lengthsFromVideo?: readonly number[];
	/** R21, C34: O1 counts a frame as no reference, which leaves it two lengths. */
	framesAreNoReference?: true;
	/** R54: a reference video lends no sound. */
	silentReferenceVideo?: true;
}

/** What a dialect says of itself to the rules. */
export interface DialectTraits {
	id: string;
	/** How a sentence calls it: “Kling’s classic API”. */
	label: string;
	/** How a sentence calls whoever answers: “Kling says …”. */
	vendor: string;
	/** The operations of Video that it has: those with a choice of models, and products of the Studio. */
	operations: readonly string[];
	/** Its names of models, by their ids here, where a model's row does not have them. */
	models?: Readonly<Record<string, string>>;
	/** n8n's name of the credential. */
	credential: string;
	/** Where a callback has the task's id; absent on a dialect that calls nobody back. */
	callbackIdKey?: string;

	/** How prompts refer to an attachment. */
	token: Token;
	promptLimits: (model: VideoModel, operation: VideoOperation) => PromptLimit[];
	pictures: PictureLimits;
	/** What a source video may be: by the model, or the same for all. */
	videos: (model: VideoModel) => VideoLimits;
	/** Whether it takes a link that is no web address: practice its own samples. */
	takesLink?: (url: string) => boolean;
	/** Pictures may travel inside a request; videos need an address everywhere. */
	takesPictures: boolean;
	traits: Traits;
}
