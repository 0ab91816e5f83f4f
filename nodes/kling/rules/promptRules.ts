import type { VideoJob } from '../videoJob';
import { attachmentId, attachments, promptsOf, promptWithShots, references, sentPrompt, type Attachment } from '../prompt';
import { tooLong, type Finding, type Problem } from './problem';
import type { Rule } from './rule';
import type { Situation } from './situation';

/** Rules on what is written: prompts, storyboards, references and names. */
export const promptRules: Rule[] = [
	{
		id: 'R12',
		severity: 'error',
		check: ({ shots, prompt, operation }, _, { traits }) =>
			shots === 'storyboard' || prompt || (operation === 'motionControl' && traits.wordlessMotion)
				? []
				: [{ field: 'Prompt', message: 'Prompt is empty', remedy: 'Describe the video in Prompt' }],
	},
	{
		id: 'R12',
		severity: 'error',
		check: ({ shots, storyboard }) => {
			if (shots !== 'storyboard' || (storyboard.length >= 1 && storyboard.length <= 6)) return [];
			const message = `Storyboard has ${storyboard.length} shots, but takes 1 to 6`;
			return [{ field: 'Storyboard', message, remedy: storyboard.length ? 'Remove or join shots' : 'Add a shot, or set Shots to Single' }];
		},
	},
	{
		id: 'R12',
		severity: 'error',
		check: (job, { dialect }) =>
			shotsOf(job).flatMap(({ prompt, field, shot }) => {
				if (!prompt) return [{ field, message: `The prompt of ${shot} is empty`, remedy: 'Describe the shot, or remove the row' }];
				const { length } = sentPrompt(dialect.token, job)(prompt);
				return tooLong(`The prompt of ${shot}`, length, 512, 'takes', prompt.length).map((finding) => ({ ...finding, field }));
			}),
	},
	{
		id: 'R5',
		severity: 'error',
		check: (job) =>
			shotsOf(job).flatMap(({ seconds, field, shot }) => {
				if (seconds >= 1) return [];
				const message = `${shot.charAt(0).toUpperCase()}${shot.slice(1)} lasts ${seconds} s, but a shot takes 1 s or more`;
				return [{ field, message, remedy: 'Set its Seconds to 1 or more' }];
			}),
	},
	{
		id: 'R36',
		on: ({ traits }) => traits.shotsInPrompt === true,
		severity: 'error',
		check: (job, { dialect }) =>
			shotsOf(job)
				.filter(({ prompt }) => prompt.includes(';'))
				.map(({ field, shot }) => ({
					field,
					message: `The prompt of ${shot} contains “;”, which separates shots on ${dialect.label}`,
					remedy: 'Write a comma or a full stop instead',
				})),
	},
	{
		id: '§15',
		on: ({ traits }) => traits.negativePrompt === true,
		severity: 'error',
		check: ({ negativePrompt = '' }) => tooLong('Negative Prompt', negativePrompt.length, 2500),
	},
	{
		id: '§15',
		severity: 'error',
		check: ({ cfgScale = 0 }) => {
			if (cfgScale >= 0 && cfgScale <= 1) return [];
			return [{ field: 'CFG Scale', message: `CFG Scale is ${cfgScale}, but takes 0 to 1`, remedy: 'Set it between 0 and 1' }];
		},
	},
	{
		id: 'R29',
		severity: 'error',
		check: (job) => missingReferences(promptsOf(job), attachments(job)),
	},
	{
		id: 'R29',
		severity: 'warning',
		check: (job) => {
			if (job.operation !== 'referenceToVideo' && job.operation !== 'editVideo') return [];
			return unmentioned(promptsOf(job), attachments(job));
		},
	},
	{
		id: 'R35',
		on: ({ traits }) => traits.namesAttachments === true,
		severity: 'error',
		check: (job) => {
			const ids = attachments(job).map(attachmentId);
			return ids.flatMap((id, index) => {
				if (!/^\w+$/.test(id)) {
					return [
						{ field: 'Name', message: `Name “${id}” has other characters than letters, digits and _`, remedy: 'Choose a plain word' },
					];
				}
				const clash = ids.find((other, at) => at !== index && other.includes(id) && (other !== id || at > index));
				if (clash === undefined) return [];
				const message = `Name “${id}” is part of the name “${clash}”, so that @${id} could mean either`;
				return [{ field: 'Name', message, remedy: 'Choose names of which none contains another' }];
			});
		},
	},
	{
		id: 'R58',
		on: ({ traits }) => traits.namesAttachments === true,
		severity: 'warning',
		check: (job) =>
			attachments(job)
				.map(attachmentId)
				.filter((id) => promptsOf(job).some((prompt) => new RegExp(`\\w@${id}`, 'i').test(prompt)))
				.map((id) => ({
					field: 'Prompt',
					message: `Prompt has “@${id}” inside a longer word, where it would be read as the attachment of that name`,
					remedy: 'Rename the attachment, or change the text',
				})),
	},
];

/** R29: references that mean nothing. */
export function missingReferences(prompts: string[], attached: Attachment[]): Finding[] {
	const missing = prompts.flatMap((prompt) => references(prompt, attached).filter(({ attachment }) => !attachment));
	return missing.map(({ text }) => ({
		field: 'Prompt',
		message: `Prompt mentions ${text}, but nothing is attached under it`,
		remedy: 'Attach it, or correct the number',
	}));
}

/** R29: attachments that no prompt refers to. */
export function unmentioned(prompts: string[], attached: Attachment[]): Finding[] {
	const mentioned = prompts.flatMap((prompt) => references(prompt, attached).map(({ attachment }) => attachment));
	return attached
		.filter((attachment) => attachment.kind !== 'video' && !mentioned.includes(attachment))
		.map(({ kind, number, name = `${kind}${number}` }) => ({
			field: 'Prompt',
			message: `Prompt does not mention @${name}, so Kling may follow it only loosely`,
			remedy: `Write @${name} where it belongs`,
		}));
}

const shotsOf = ({ shots, storyboard }: VideoJob) =>
	shots === 'storyboard'
		? storyboard.map((row, index) => ({ ...row, field: `Storyboard, shot ${index + 1}`, shot: `storyboard shot ${index + 1}` }))
		: [];

/** The limits of a dialect on the prompt as it is sent; on some a storyboard is one too. */
export function promptLengths(job: VideoJob, { model, operation, dialect }: Situation): Problem[] {
	const isStoryboard = job.shots === 'storyboard';
	if (isStoryboard && !dialect.traits.shotsInPrompt) return [];
	const { length } = promptWithShots(job, sentPrompt(dialect.token, job));
	return dialect.promptLimits(model, operation).flatMap(({ id: rule, severity, most, verb }) =>
		tooLong(isStoryboard ? 'Storyboard' : 'Prompt', length, most, verb, promptWithShots(job).length).map((finding) => ({
			rule,
			severity,
			...finding,
		})),
	);
}
