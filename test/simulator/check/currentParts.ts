import { z } from 'zod/v4';
import { nonEmpty, oneOf, watermarkInfo, webAddressOrNone } from './fields';
import { badParameter } from '../refusal';
import type { Job } from '../tasks';

/**
 * What the paths of the current API have in common (contract §5, §15.2, §15.3).
 *
 * The real service silently ignores keys that it does not know. Here they are refused, because a typo in a key makes
 * a video nobody asked for, and that costs money.
 */

/** The vendor's samples send "" for "none". */
export const OPTIONS = z
	.strictObject({
		callback_url: webAddressOrNone.optional(),
		external_task_id: z.string().optional(),
		watermark_info: watermarkInfo.default({ enabled: false }),
	})
	.default({ watermark_info: { enabled: false } });

export const RATIO = oneOf('16:9', '9:16', '1:1').default('16:9');

const url = nonEmpty;
const id = nonEmpty;
/** The entries of `contents`; `tagged` ones may carry an id, plain ones may not. */
export const PART = {
	prompt: z.strictObject({ type: z.literal('prompt'), text: z.string() }),
	plain: <const Type extends string>(type: Type) => z.strictObject({ type: z.literal(type), url }),
	tagged: <const Type extends string>(type: Type) => z.strictObject({ type: z.literal(type), url, id: id.optional() }),
	element: z.strictObject({ type: z.literal('element'), element_id: nonEmpty, id }),
	voice: z.strictObject({ type: z.literal('voice'), voice_id: nonEmpty, id }),
};

interface Part {
	type: string;
	id?: string | undefined;
}

/** The entries of one type. */
export function parts<Item extends Part, const Type extends Item['type']>(contents: readonly Item[], type: Type) {
	return contents.filter((part): part is Extract<Item, { type: Type }> => part.type === type);
}

export function requireAtMost(contents: readonly Part[], type: string, max: number): void {
	if (contents.filter((part) => part.type === type).length > max)
		badParameter(`contents: at most ${max} ${type} ${max === 1 ? 'is' : 'are'} supported`);
}

/** R35: one prompt, and not an empty one. R71: of a length that depends on the path. */
export function promptOf(contents: readonly (Part & { text?: string })[], maxLength: number): string {
	const prompts = contents.filter(({ type }) => type === 'prompt');
	if (prompts.length !== 1) badParameter(`contents: exactly one prompt is required, not ${prompts.length}`);
	return requirePrompt(prompts[0]?.text ?? '', maxLength);
}

export function requirePrompt(text: string, maxLength: number): string {
	if (!text.trim()) badParameter('prompt can not be null');
	if (text.length > maxLength) badParameter(`prompt: size must be between 0 and ${maxLength}`);
	return text;
}

/** R35: every id stands for one thing, also when the prompt is searched for it. */
export function checkIds(contents: readonly Part[]): void {
	const ids = contents.flatMap((part) => (part.id === undefined ? [] : [part.id]));
	for (const [at, one] of ids.entries()) {
		for (const other of ids.slice(at + 1)) {
			if (one === other) badParameter(`contents: the id '${one}' is used more than once`);
			if (one.includes(other) || other.includes(one))
				badParameter(`contents: of the ids '${one}' and '${other}' one is a part of the other`);
		}
	}
}

/** The part of a job that every path fills in the same way. */
export function currentJob(options: z.output<typeof OPTIONS>): Pick<Job, 'dialect' | 'externalTaskId' | 'callbackUrl' | 'watermark'> {
	return {
		dialect: 'current',
		externalTaskId: options.external_task_id || undefined,
		callbackUrl: options.callback_url || undefined,
		watermark: options.watermark_info.enabled,
	};
}
