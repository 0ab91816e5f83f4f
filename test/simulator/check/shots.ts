import { z } from 'zod/v4';
import { integer, list, oneOf, secondsText, text } from './fields';
import { badParameter } from '../refusal';

/** The fields of a video of several shots. On the classic API seconds are texts, on Model Studio numbers (R31). */
export const SHOT_TYPE = oneOf('customize', 'intelligence').optional();
export const TEXT_SHOTS = list(z.strictObject({ index: integer(1), prompt: text(1, 512), duration: secondsText(1, 15) }), 6).optional();
export const NUMBER_SHOTS = list(z.strictObject({ index: integer(1), prompt: text(1, 512), duration: integer(1, 15) }), 6).optional();

export interface ShotFields {
	multi_shot: boolean;
	shot_type?: 'customize' | 'intelligence' | undefined;
	prompt?: string | undefined;
	multi_prompt?: { index: number; prompt: string; duration: string | number }[] | undefined;
}

/** R4, R5, R11, R12. `where` is the path of the object that holds the fields. */
export function checkShots(fields: ShotFields, duration: string | number, where = ''): void {
	const { multi_shot: multiShot, shot_type: shotType, prompt, multi_prompt: shots } = fields;
	// R11
	if (!multiShot && shotType) badParameter(`${where}shot_type is not supported when multi_shot is false`);
	if (!multiShot && shots) badParameter(`${where}multi_prompt is not supported when multi_shot is false`);
	if (multiShot && !shotType) badParameter(`${where}shot_type can not be null when multi_shot is true`);
	if (shotType !== 'customize') {
		// R12
		if (!prompt?.trim()) badParameter(`${where}prompt can not be null`);
		if (shots) badParameter(`${where}multi_prompt is not supported when shot_type is 'intelligence'`);
		return;
	}
	// R12; the table says that the server ignores the prompt here, the rule says that it must not be sent
	if (prompt !== undefined) badParameter(`${where}prompt is not supported when shot_type is 'customize'`);
	if (!shots) return badParameter(`${where}multi_prompt can not be null when shot_type is 'customize'`);
	shots.forEach((shot, at) => {
		const field = `${where}multi_prompt[${at}]`;
		if (shot.index !== at + 1) badParameter(`${field}.index value '${shot.index}' is invalid: ${at + 1} is expected`); // R4
		if (!shot.prompt.trim()) badParameter(`${field}.prompt can not be null`);
	});
	const total = shots.reduce((sum, shot) => sum + Number(shot.duration), 0);
	// R5
	if (total !== Number(duration)) badParameter(`${where}multi_prompt: the durations add up to ${total}, but duration is ${duration}`);
}

/** Every text that a person wrote into the fields. */
export function textsOf({ prompt, multi_prompt: shots }: ShotFields): string[] {
	return [prompt ?? '', ...(shots ?? []).map((shot) => shot.prompt)];
}
