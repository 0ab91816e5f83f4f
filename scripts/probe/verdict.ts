/** What an answer means for a question. */
import type { Answer } from './ask';

/**
 * `agrees` and `differs`: from what the contract says. `settled`: the contract leaves it open, and now it is known.
 * `unclear`: the answer says nothing about it (network, limits, a fault of the service).
 */
export type Verdict = 'agrees' | 'differs' | 'settled' | 'unclear';

export interface Finding {
	verdict: Verdict;
	/** What the service said, in a line. */
	said: string;
}

/** Codes that come whatever was asked: too fast, too much at once, a fault, maintenance, an account or an address that is shut out. */
const ELSEWHERE = [1100, 1101, 1102, 1302, 1303, 1304, 5000, 5001, 5002, 'Throttling'];

export const said = ({ http, code, message }: Answer) =>
	http === 0 ? `no answer (${message})` : [`HTTP ${http}`, code, message].filter((part) => part !== undefined && part !== '').join(', ');

/** A task that a wrong request has made nevertheless: it is paid for. */
export function acceptedTask({ code, data }: Answer): string | undefined {
	const { task_id: classic, id: current } = (data ?? {}) as { task_id?: unknown; id?: unknown };
	return code === 0 && (classic ?? current) !== undefined ? String(classic ?? current) : undefined;
}

/** The answer says nothing about the question. */
export function unclear(answer: Answer): Finding | undefined {
	const isElsewhere = answer.http === 0 || answer.http >= 500 || ELSEWHERE.includes(answer.code ?? '');
	return isElsewhere ? { verdict: 'unclear', said: said(answer) } : undefined;
}

export interface Expected {
	http?: number;
	code: number | string;
	/** Words of the text; the contract warns not to depend on more. */
	names?: RegExp;
	/** What the text must not name, because it is allowed. */
	allows?: RegExp;
	/** Names of another wrong value: if it is refused first, nothing is known. */
	masks?: RegExp;
}

/** Whether a wrong request is refused as the contract says. */
export function refused(answer: Answer, { http, code, names, allows, masks }: Expected): Finding {
	const task = acceptedTask(answer);
	if (task !== undefined) return { verdict: 'differs', said: `ACCEPTED, and paid for: task ${task}` };
	const isExpected =
		answer.code === code &&
		(http === undefined || answer.http === http) &&
		(names === undefined || names.test(answer.message)) &&
		(allows === undefined || !allows.test(answer.message));
	if (isExpected) return { verdict: 'agrees', said: said(answer) };
	if (answer.code === code && masks?.test(answer.message)) return { verdict: 'unclear', said: said(answer) };
	return unclear(answer) ?? { verdict: 'differs', said: said(answer) };
}

/** Whether an answer is a success with data of the expected kind. */
export function answered(answer: Answer, fits: (data: unknown) => boolean): Finding {
	if (answer.http === 200 && (answer.code ?? 0) === 0 && fits(answer.data)) return { verdict: 'agrees', said: said(answer) };
	return unclear(answer) ?? { verdict: 'differs', said: said(answer) };
}

/** A question that the contract leaves open: the answer is the finding, as long as nothing was bought. */
export function settled(answer: Answer): Finding {
	const task = acceptedTask(answer);
	if (task !== undefined) return { verdict: 'differs', said: `ACCEPTED, and paid for: task ${task}` };
	return unclear(answer) ?? { verdict: 'settled', said: said(answer) };
}
