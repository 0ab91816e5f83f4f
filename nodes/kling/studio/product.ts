import type * as z from 'zod/v4-mini';
import type { MediaFacts } from '../media/facts';
import type { MediaRow } from '../media/limits';
import type { Problem } from '../rules/problem';
import type { Rule } from '../rules/rule';
import type { Output } from '../outputs';
import type { SourceVideo } from './sourceVideo';
import type { SpokenLine } from './spokenLine';

/** How a product of the Studio describes itself (contract §21): all that the rest of the package asks of it. A job's `kind` names it. */

/** A place for something attached, and what is taken there. */
export interface Place extends Omit<MediaRow, 'media'> {
	/** The job's key of it. */
	key: string;
	/** The job's key of an ID that may stand there instead: of something that Kling has made. */
	idKey?: string;
	/** The same of a task that has made it. */
	taskKey?: string;
}

/** What a product may ask for before it is ordered. */
export interface Help {
	/** Orders something that is made at once; a retry of the node does not order it again. */
	order: (job: StepJob) => Promise<{ outputs: Output[] }>;
	/** The area of a picture, in pixels; 0 where it cannot be found out. */
	sizeOf: (pictureUrl: string) => Promise<number>;
}

/** A job whose product is made at once, for another one. */
export type StepJob = ({ kind: 'speech' } & SpokenLine) | ({ kind: 'faces' } & SourceVideo);

/** Thrown when what was made or stored first is of no use for what was to follow. */
export class Unfit extends Error {
	constructor(
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}

export interface StudioProduct<J> {
	/** What a sentence calls its result. */
	noun: string;
	/** Keys are the panel's parameter names. */
	schema: z.ZodMiniObject & z.ZodMiniType<J>;
	/** Where it is created, read and listed on the classic API. */
	path: string;
	/** R87: the create's answer is the result. It takes no id of ours, calls nobody, and cannot be asked for again. */
	isAtOnce?: true;
	/** The result that counts. */
	makes: Output['type'];
	places: readonly Place[];
	rules: ReadonlyArray<Rule<J, unknown>>;
	/**
	 * Units of credit that a job costs (contract §12).
	 *
	 * @param facts what is known of its files; absent lengths make some prices unknown
	 */
	units: (job: J, facts: MediaFacts) => number | undefined;
	/** The create's body, without what all products share. Media must be URLs or base64 by now. */
	body: (job: J) => object;
	/**
	 * What has to be made before it can be ordered; whatever that costs is part of `units`.
	 *
	 * @returns the job that is left to order, and what is known of its files by then
	 * @throws Unfit if what was made is of no use for it
	 */
	before?: (job: J, facts: MediaFacts, help: Help) => Promise<{ job: J; facts: MediaFacts }>;
	/** Works out what depends on the files. @returns the job to order, or why it cannot be made of them */
	complete?: (job: J, facts: MediaFacts) => J | Problem;
}
