import { ExpressionParser, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { holeIn } from '../../kling/values';

/** A person's own key. One that is the same for all rows by mistake would give all of them one video. */

export interface KeyProblem {
	/** What is wrong, beginning with the field. */
	message: string;
	remedy: string;
}

const problem = (message: string, remedy: string): KeyProblem => ({ message: `Idempotency Key ${message}`, remedy });

const giveOther = 'Give a text or number that each video has to itself, for example {{ $json.id }}';

/**
 * @param value what the field gives for the item
 * @returns the key without spaces around it, or what is wrong with it
 */
export function readOwnKey(context: IExecuteFunctions, itemIndex: number, value: unknown): { key: string } | KeyProblem {
	const hole = whatIsMissing(value);
	if (hole) return hole;
	const typed = typeof value === 'string' ? unread(value.trim()) : undefined;
	if (typed) return typed;
	const key = asText(value).trim();
	const expression = expressionOf(context);
	const holes = expression === undefined ? undefined : (emptyPart(context, itemIndex, expression) ?? leftHole(key));
	return holes ?? { key };
}

function whatIsMissing(value: unknown): KeyProblem | undefined {
	if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
		return problem('is empty', 'Give the key in Options, or set Idempotency to Per Execution');
	if (typeof value === 'number' && !Number.isFinite(value)) return problem('is not a number', giveOther);
	if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
		return problem('was given as a number too large to be exact', 'Give it as text, so that no two rows have the same');
	if (typeof value === 'boolean') return problem(`must be text, but is ${value}`, giveOther);
	if (typeof value === 'object' && !isTime(value)) return problem(`must be text, but is ${shown(value)}`, giveOther);
	return undefined;
}

/** The same for all rows: an expression that stands there as text, what a sheet shows for a formula that fails. */
function unread(key: string): KeyProblem | undefined {
	const date = /Invalid Date(?:Time)?/.exec(key)?.[0];
	const hole = holeIn(key) ?? (date && `is “${key}”: “${date}” stands where a value is missing`);
	return hole ? problem(hole, giveOther) : undefined;
}

/** A date, or Luxon's, as `{{ $now }}` gives. */
const isTime = (value: object) => value instanceof Date || 'toISO' in value;

const asText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

const shown = (value: object) => `${Array.isArray(value) ? 'a list' : 'an object'}: ${JSON.stringify(value).slice(0, 60)}`;

/** The field's expression, if it has one. */
function expressionOf(context: IExecuteFunctions): string | undefined {
	const raw = (context.getNode().parameters.options as IDataObject | undefined)?.idempotencyKey;
	return typeof raw === 'string' && raw.startsWith('=') ? raw.slice(1) : undefined;
}

/** n8n writes nothing for a part that has no value: `row-{{ $json.missing }}` is "row-" for all rows. */
function emptyPart(context: IExecuteFunctions, itemIndex: number, expression: string): KeyProblem | undefined {
	const parts = ExpressionParser.splitExpression(expression).filter(({ type }) => type === 'code');
	for (const { text } of parts) {
		const value: unknown = context.evaluateExpression(`{{${text}}}`, itemIndex);
		const missing = whatIsMissing(value);
		if (missing) return problem(`has a hole: {{${text}}} ${gives(value)}`, giveOther);
	}
	return undefined;
}

const gives = (value: unknown) =>
	value && typeof value === 'object' ? `gives ${shown(value)}` : `gives ${typeof value === 'boolean' ? value : 'nothing'}`;

/** What joined texts look like where one of them had no value: `row-undefined`, `[object Object]`, `row-`. */
function leftHole(key: string): KeyProblem | undefined {
	const word = /(?<![\p{L}\p{N}])(?:undefined|null|NaN|-?Infinity|\[object \w+\])(?![\p{L}\p{N}])/u.exec(key)?.[0];
	if (word) return problem(`is “${key}”: “${word}” stands where a value is missing`, giveOther);
	const separator = /[-_:|]$|^[_:|]|^-(?!\d)/.exec(key)?.[0];
	if (separator) return problem(`is “${key}”: beside the “${separator}” a value is missing`, giveOther);
	return undefined;
}
