import type * as z from 'zod/v4-mini';
import type { MediaFacts } from '../media/facts';
import type { MediaRow } from '../media/limits';
import type { Problem } from '../rules/problem';
import type { Rule } from '../rules/rule';
import type { Output, Product } from '../task';

/** How a product of the Studio describes itself (contract §21): all that the rest of the package asks of it. */

/** A place for something attached, and what is taken there. */
export interface Place extends Omit<MediaRow, 'media'> {
	/** The job's key of it. */
	key: string;
	/** The job's key of an ID that may stand there instead: of something that Kling has made. */
	idKey?: string;
}

export interface StudioProduct<J> {
	/** The job's `kind` is the product that it makes. */
	product: Product;
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
	/** Works out what depends on the files. @returns the job to order, or why it cannot be made of them */
	complete?: (job: J, facts: MediaFacts) => J | Problem;
}
