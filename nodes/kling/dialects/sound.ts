import * as z from 'zod/v4-mini';
import { entriesOf, maybeId, maybeNumber, maybeText } from '../answers';
import type { AudioOutput } from '../outputs';
import { defined } from '../values';

/** Sounds in answers: each call and each API spells them in its own way, and all spellings are taken everywhere (R90). */

export const soundFields = {
	id: maybeId,
	url: maybeText,
	duration: maybeNumber,
	url_mp3: maybeText,
	url_wav: maybeText,
	duration_mp3: maybeNumber,
	duration_wav: maybeNumber,
	mp3_url: maybeText,
	wav_url: maybeText,
	mp3_duration: maybeNumber,
	wav_duration: maybeNumber,
};

const sound = z.object(soundFields);
export const sounds = entriesOf(sound);

/** @returns nothing where the answer has no link */
export function audioOf(found: z.output<typeof sound>): AudioOutput[] {
	const mp3 = found.url ?? found.url_mp3 ?? found.mp3_url;
	const wavUrl = found.url_wav ?? found.wav_url;
	const url = mp3 ?? wavUrl;
	const seconds = [found.duration, found.duration_mp3, found.mp3_duration, found.duration_wav, found.wav_duration].find(
		(length) => length !== undefined,
	);
	return url ? [{ type: 'audio', url, ...defined({ id: found.id, wavUrl, seconds }) }] : [];
}
