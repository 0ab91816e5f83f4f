import * as z from 'zod/v4-mini';
import { needed } from '../rules/problem';
import type { Rule } from '../rules/rule';
import { number, oneOf, text } from '../values';

/** A line that Kling speaks (contract §21.4, R85). */

export const spokenLanguages = { en: 'English', zh: 'Chinese' } as const;

/** What a line costs, units per call. */
export const lineUnits = 0.05;

export const spokenFields = {
	text: z._default(text, ''),
	/** From a catalogue of its own, which no call lists (R86). */
	voiceId: z._default(text, ''),
	/** The voice's. */
	language: z._default(oneOf(['en', 'zh']), 'en'),
	speed: z._default(number, 1),
};

/** Whether a line is spoken, or a recording given; it decides which of them the panel asks for. */
export const soundFrom = z.optional(oneOf(['recording', 'line']));

export type SpokenLine = { [Field in keyof typeof spokenFields]: z.output<(typeof spokenFields)[Field]> };

export const spokenRule: Rule<SpokenLine, unknown> = {
	id: 'R85',
	severity: 'error',
	check: ({ text: said, voiceId }) => [...needed('Text', said, 1000), ...needed('Voice ID', voiceId, 1000)],
};

/** R85: the server would bring the speed within its limits too. */
export const lineOnWire = ({ text: said, voiceId, language, speed }: SpokenLine) => ({
	text: said,
	voice_id: voiceId,
	voice_language: language,
	voice_speed: Math.round(Math.min(2, Math.max(0.8, speed)) * 10) / 10,
});
