import { wireMedia, type Media } from '../jobParts';
import { MB, type SoundLimits } from '../media/limits';
import type { Rule } from '../rules/rule';
import type { Place } from './product';

/** What a face speaks (R77, R78): a recording, or the id of one that Kling made. */
export interface DrivingSound {
	sound?: Media | undefined;
	audioId?: string | undefined;
}

/** @param longest seconds */
export const soundPlace = (longest: number): Place => ({
	key: 'sound',
	idKey: 'audioId',
	field: 'Sound',
	type: 'sound',
	sound: { size: 5 * MB, seconds: { min: 2, max: longest } } satisfies SoundLimits,
	isInline: true,
});

export const oneSound: Rule<DrivingSound, unknown> = {
	id: 'R77',
	severity: 'error',
	check: ({ sound, audioId }) => {
		if (Boolean(sound) !== Boolean(audioId)) return [];
		const message = sound ? 'Sound and Audio ID are both set' : 'Sound is empty';
		return [{ field: 'Sound', message, remedy: 'Attach a recording, or give the audioId of one that Kling made' }];
	},
};

export const soundOnWire = ({ sound, audioId }: DrivingSound) => (sound ? { sound_file: wireMedia(sound) } : { audio_id: audioId });
