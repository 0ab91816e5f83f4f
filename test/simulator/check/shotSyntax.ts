import { badParameter } from '../refusal';

const SHOT = /^(?:shot|镜头)\s*(\d+)\s*,\s*([^,]*?)\s*,\s*(.+)$/is;

/**
 * R36, R72: a prompt of the form `shot 1, 2, text; shot 2, 3, text;` is a storyboard; any other prompt is left alone.
 * Shots are counted from 1, as in the vendor's samples.
 */
export function checkShotSyntax(prompt: string, duration: number): void {
	if (!/^\s*(shot|镜头)\s*\d+\s*,/i.test(prompt)) return;
	const parts = prompt.split(';').map((part) => part.trim());
	if (parts.at(-1) === '') parts.pop();
	if (parts.length > 6) badParameter(`prompt: ${parts.length} shots, at most 6 are supported`);

	const total = parts.reduce((sum, part, at) => sum + secondsOf(part, at + 1), 0);
	// R5
	if (total !== duration) badParameter(`prompt: the shots add up to ${total} seconds, but settings.duration is ${duration}`);
}

function secondsOf(part: string, number: number): number {
	const [, index, seconds, text] = SHOT.exec(part) ?? [];
	if (index === undefined || seconds === undefined || text === undefined) {
		// R36: most likely a semicolon inside a shot
		return badParameter(`prompt: shot ${number} is not of the form 'shot <n>, <seconds>, <text>'; a shot must not contain ';'`);
	}
	if (Number(index) !== number) badParameter(`prompt: shot ${number} is expected, not shot ${index}`);
	if (!/^[1-9]\d*$/.test(seconds)) badParameter(`prompt: shot ${number} must last a whole number of seconds, at least 1`);
	if (text.length > 512) badParameter(`prompt: shot ${number}: size must be between 1 and 512`);
	return Number(seconds);
}
