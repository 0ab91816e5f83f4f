/** Asks the questions one after the other and says what came of it. */
import type { Keys } from './ask';
import { paidQuestions } from './paid';
import { questions, type Question } from './questions';
import type { Verdict } from './verdict';

export interface Row {
	name: string;
	id?: string;
	question: string;
	contract: string;
	said: string;
	verdict: Verdict | 'not asked';
	/** Units that were allowed for it; absent for free questions. */
	units?: number;
}

export interface Choice {
	/** Only questions whose name contains one of these words; all if empty. */
	only?: string[];
	/** Paid questions, by name. */
	pay?: string[];
	/** The most that they may cost together, units. */
	maxUnits?: number;
}

const MISSING = {
	apiKey: 'KLING_API_KEY is not set',
	keyPair: 'KLING_ACCESS_KEY and KLING_SECRET_KEY are not set',
	modelStudioKey: 'KLING_MODEL_STUDIO_KEY is not set',
};

/**
 * @param tell called with every row as soon as it is known
 * @throws Error if a paid question is unknown, or together they cost more than `maxUnits`; nothing has been asked then
 */
export async function probe(
	keys: Keys,
	{ only = [], pay = [], maxUnits = 0 }: Choice,
	tell: (row: Row) => void = () => undefined,
): Promise<Row[]> {
	const paid = pay.map((name) => {
		const found = paidQuestions.find((each) => each.name === name);
		if (found === undefined)
			throw new Error(`There is no paid question "${name}"; there are ${paidQuestions.map((each) => each.name).join(', ')}.`);
		return found;
	});
	const price = paid.reduce((sum, { units }) => sum + units, 0);
	if (price > maxUnits) throw new Error(`These cost up to ${price} units; allow them with --max-units ${price}.`);

	const rows: Row[] = [];
	const note = (row: Row) => {
		rows.push(row);
		tell(row);
	};
	for (const each of questions.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)))) {
		const { name, id, question, contract } = each;
		const missing = missingFor(each, keys);
		const finding = missing === undefined ? await each.ask(keys) : { verdict: 'not asked' as const, said: missing };
		note({ name, ...(id === undefined ? {} : { id }), question, contract, ...finding });
	}
	for (const { name, id, question, units, ask } of paid) {
		note({ name, id, question, contract: 'Not documented', units, ...(await ask(keys)) });
	}
	return rows;
}

function missingFor({ needs }: Question, { apiKey, accessKey, secretKey, modelStudioKey }: Keys): string | undefined {
	if (needs === 'nothing') return undefined;
	if (needs === 'keyPair') return accessKey && secretKey ? undefined : MISSING.keyPair;
	if (needs === 'modelStudioKey') return modelStudioKey ? undefined : MISSING.modelStudioKey;
	return apiKey ? undefined : MISSING.apiKey;
}

/** The rows as JSON, with whatever the service has repeated of the keys removed. */
export function asJson(rows: Row[], { apiKey, accessKey, secretKey, modelStudioKey }: Keys): string {
	const secrets = [apiKey, accessKey, secretKey, modelStudioKey].filter((key) => key !== undefined && key !== '') as string[];
	return secrets.reduce(
		(text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), '[removed]'),
		JSON.stringify(rows, null, '\t'),
	);
}

export const differs = (rows: Row[]) => rows.some(({ verdict }) => verdict === 'differs');
