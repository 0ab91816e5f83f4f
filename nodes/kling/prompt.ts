import type { VideoJob } from './videoJob';

/**
 * References in prompts: `@image1`, `@image_1`, `<<<image_1>>>` and a person's own names (`@hero`), for images,
 * elements, videos and voices. Numbers are the rows' order in the panel, from 1.
 */

type AttachmentKind = 'image' | 'element' | 'video' | 'voice';

/** Something that a prompt can refer to. */
export interface Attachment {
	kind: AttachmentKind;
	/** Position among its kind, from 1. */
	number: number;
	name?: string;
}

export interface Reference {
	/** As written in the prompt. */
	text: string;
	/** The attachment it means; absent where nothing is attached under that number. */
	attachment?: Attachment;
}

type Referring = Pick<VideoJob, 'images' | 'elements'> & Partial<Pick<VideoJob, 'voices' | 'video'>>;

/** Everything that the job's prompts may refer to, in the panel's order. */
export function attachments({ images, elements, voices = [], video }: Referring): Attachment[] {
	const numbered = (kind: AttachmentKind, rows: ReadonlyArray<{ name?: string }>) =>
		rows.map(({ name }, index): Attachment => ({ kind, number: index + 1, ...(name ? { name } : {}) }));
	return [
		...numbered('image', images),
		...numbered('element', elements),
		...numbered('video', video ? [{}] : []),
		...numbered(
			'voice',
			voices.map(() => ({})),
		),
	];
}

/** The parts of a guided prompt, in the order that Kling recommends. */
export const promptParts = ['subject', 'action', 'scene', 'camera', 'light', 'dialogue'] as const;
export type PromptPart = (typeof promptParts)[number];

/** One prompt from its parts: who does what and where in the first sentence, then how it is filmed, lit and heard. */
export function assemblePrompt(parts: Partial<Record<PromptPart, string>>): string {
	const { subject = '', action = '', scene = '', ...manner } = parts;
	const what = [subject, action, scene].map(trimmed).filter(Boolean).join(' ');
	const how = [manner.camera, manner.light, manner.dialogue].map((part = '') => trimmed(part));
	return [what, ...how]
		.filter(Boolean)
		.map((sentence) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.!?…。！？”"]$/.test(sentence) ? '' : '.'}`)
		.join(' ');
}

const trimmed = (part: string) => part.trim().replace(/[,;.\s]+$/, '');

/** The id of an attachment on dialects that name them: the person's name, or kind and number, of which none may begin another (R35). */
export const attachmentId = ({ kind, number, name }: Attachment) => name ?? `${kind}_${number < 10 ? number : `x${number}`}`;

/** The prompt texts of a job: one, or one per shot. */
export const promptsOf = ({ shots, prompt, storyboard }: Pick<VideoJob, 'shots' | 'prompt' | 'storyboard'>): string[] =>
	shots === 'storyboard' ? storyboard.map((shot) => shot.prompt) : [prompt];

/** The references that a prompt makes, in order of appearance. */
export function references(prompt: string, attached: Attachment[]): Reference[] {
	return [...prompt.matchAll(pattern(attached))].map((match) => resolve(match, attached));
}

/** How prompts on a wire refer to an attachment (contract §7). */
export type Token = (attachment: Attachment) => string;

export const numberedToken: Token = ({ kind, number }) => `<<<${kind}_${number}>>>`;
export const namedToken: Token = (attachment) => `@${attachmentId(attachment)}`;

/** Writes a job's prompts as they are sent; a reference without an attachment stays as it is. */
export function sentPrompt(token: Token, job: Referring): (prompt: string) => string {
	const attached = attachments(job);
	return (prompt) =>
		prompt.replace(pattern(attached), (...args) => {
			const { text, attachment } = resolve(args as unknown as RegExpMatchArray, attached);
			return attachment ? token(attachment) : text;
		});
}

/**
 * A job's one prompt where shots have no field of their own: `shot 1, 3, text; shot 2, 5, text;` (R36, R72).
 *
 * @param sent how each text is sent
 */
export const promptWithShots = ({ shots, prompt, storyboard }: VideoJob, sent = (text: string) => text): string =>
	shots === 'storyboard'
		? storyboard.map((shot, index) => `shot ${index + 1}, ${shot.seconds}, ${sent(shot.prompt)};`).join(' ')
		: sent(prompt);

function pattern(attached: Attachment[]): RegExp {
	// longest first, so that @anna is not read as @ann
	const names = attached.flatMap(({ name }) => (name ? [name] : [])).sort((a, b) => b.length - a.length);
	const own = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
	return new RegExp(
		`<<<\\s*(image|element|video|voice)_?(\\d+)\\s*>>>|(?<!\\w)@(image|element|video|voice)_?(\\d+)(?!\\w)${own ? `|(?<!\\w)@(${own})(?!\\w)` : ''}`,
		'gi',
	);
}

function resolve([text, bracketed, bracketedNumber, typed, typedNumber, name]: RegExpMatchArray, attached: Attachment[]): Reference {
	const kind = (bracketed ?? typed)?.toLowerCase();
	const number = Number(bracketedNumber ?? typedNumber);
	const attachment = attached.find((candidate) =>
		kind ? candidate.kind === kind && candidate.number === number : candidate.name?.toLowerCase() === name?.toLowerCase(),
	);
	return { text: text!, ...(attachment ? { attachment } : {}) };
}
