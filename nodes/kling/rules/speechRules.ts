import { languageOf } from '../languages';
import { modelsFor, videoModels } from '../models';
import { promptsOf } from '../prompt';
import type { VideoJob } from '../videoJob';
import { listed } from '../values';
import type { Situation } from './situation';
import type { Finding } from './problem';
import type { Rule } from './rule';

/** Rules on the lines that somebody is to speak (contract §22): hints, for no page prints what Kling does with others. */

export const speechRules: Rule[] = [
	{
		id: 'R95',
		severity: 'warning',
		check: (job, situation) =>
			situation.model.speech?.others === 'translated' ? foreignLines(job, situation, 'speaks in English translation') : [],
	},
	{
		id: 'R96',
		severity: 'warning',
		check: (job, situation) =>
			situation.model.speech?.others === 'unknown' ? foreignLines(job, situation, 'may speak wrongly, or in English') : [],
	},
	{
		id: 'R97',
		severity: 'warning',
		check: (job, { model }) =>
			!model.speech
				? []
				: linesOf(job)
						.filter(({ line }) => isShouted(line))
						.map(({ field, line }) => ({
							field,
							message: `${field} has the line “${shortened(line)}” in capitals, which are spoken letter by letter`,
							remedy: 'If somebody is to say it, write it in lower case',
						})),
	},
];

function foreignLines(job: VideoJob, { model, dialect }: Situation, fate: string): Finding[] {
	const { label, speech } = model;
	return linesOf(job).flatMap(({ field, line }) => {
		const language = languageOf(line);
		if (!language || speech!.languages.includes(language)) return [];
		const others = modelsFor(dialect, job.operation)
			.map((id) => videoModels[id]!)
			.filter((other) => other.speech?.languages.includes(language));
		return [
			{
				field,
				message: `${field} has the line “${shortened(line)}” in ${language}, which ${label} ${fate}`,
				remedy: others.length
					? `Choose ${listed(others.map((other) => other.label))}, or write the line in ${listed(speech!.languages)}`
					: `Write the line in ${listed(speech!.languages)}, or add the voice to the finished video`,
			},
		];
	});
}

/** What stands in quotation marks is spoken, where there is sound. */
const quoted = /“([^”]+)”|"([^"]+)"|«([^»]+)»|„([^“”]+)[“”]|「([^」]+)」|『([^』]+)』/g;

function linesOf(job: VideoJob): Array<{ field: string; line: string }> {
	if (!job.sound) return [];
	return promptsOf(job).flatMap((prompt, index) => {
		const field = job.shots === 'storyboard' ? `Storyboard, shot ${index + 1}` : 'Prompt';
		return [...prompt.matchAll(quoted)].map((match) => ({ field, line: match.slice(1).find(Boolean)!.trim() }));
	});
}

/** R97: a whole line, not an acronym or a sign of one or two words. */
function isShouted(line: string): boolean {
	const inWords = line.match(/\p{L}{2,}/gu) ?? [];
	return inWords.length >= 3 && /^[^\p{Ll}\p{Lo}]+$/u.test(line);
}

const shortened = (line: string) => (line.length > 40 ? `${line.slice(0, 39)}…` : line);
