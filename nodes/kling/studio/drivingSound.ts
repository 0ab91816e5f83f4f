import { wireMedia, type Media } from '../jobParts';
import type { MediaFacts } from '../media/facts';
import { MB } from '../media/limits';
import type { Finding } from '../rules/problem';
import type { Rule } from '../rules/rule';
import { Unfit, type Help, type Place } from './product';
import { spokenRule, type SpokenLine } from './spokenLine';

/** What a face speaks (R77, R78): a recording, the id of one that Kling made, or a line that is spoken first. */
interface DrivingSound extends SpokenLine {
	sound?: Media | undefined;
	audioId?: string | undefined;
}

/** @param longest seconds */
export const soundPlace = (longest: number): Place => ({
	key: 'sound',
	idKey: 'audioId',
	field: 'Sound',
	type: 'sound',
	sound: { size: 5 * MB, seconds: { min: shortestSound, max: longest } },
	isInline: true,
});

export const spokenSound: Rule<DrivingSound, unknown> = {
	id: 'R77',
	severity: 'error',
	check: (job, situation, dialect): Finding[] => {
		const { sound, audioId, text, voiceId } = job;
		const given = [sound, audioId, text].filter(Boolean).length;
		if (given === 1) return text || voiceId ? spokenRule.check(job, situation, dialect) : [];
		const remedy = 'Attach a recording, give the audioId of one that Kling made, or a text to be spoken';
		return [{ field: 'Sound', message: given ? 'Sound and Text are both set' : 'Sound is empty', remedy }];
	},
};

export const soundOnWire = ({ sound, audioId }: Pick<DrivingSound, 'sound' | 'audioId'>) =>
	sound ? { sound_file: wireMedia(sound) } : { audio_id: audioId };

/** The shortest sound that a face speaks, s. */
export const shortestSound = 2;

/** The job with its line as a sound that Kling has made, and how long that is. @throws Unfit if it is too short for any use */
export async function speakFirst<J extends DrivingSound>(
	job: J,
	facts: MediaFacts,
	{ order }: Help,
): Promise<{ job: J; facts: MediaFacts }> {
	const { text, voiceId, language, speed } = job;
	if (!text) return { job, facts };
	const { outputs } = await order({ kind: 'speech', text, voiceId, language, speed });
	const sound = outputs.find((output) => output.type === 'audio');
	if (!sound?.id) throw new Unfit('The line was spoken, but Kling gave no ID of it', 'Use Audio → Speak, and its audioUrl as the sound');
	const { id, seconds } = sound;
	if (seconds !== undefined && seconds < shortestSound)
		throw new Unfit(`The line is only ${seconds} s long, but Kling takes ${shortestSound} s or more`, 'Say more');
	return { job: { ...job, text: '', audioId: id }, facts: { ...facts, ...(seconds === undefined ? {} : { soundSeconds: seconds }) } };
}
