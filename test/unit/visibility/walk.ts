import type { INodeParameters, INodeTypeDescription } from 'n8n-workflow';
import { ofOperation, type Start } from '../../engine/sweep/states';
import { choicesOf, fieldsFor, parametersFor } from './panel';
import type { Facts, Shown } from './facts';

/** Walks every state of a panel that decides what others show, and writes down in short what shows where. */

/** What decides, in the order in which a person may decide it. */
const deciding = ['made', 'frames', 'video', 'shots', 'quality', 'sound', 'use', 'result', 'resolution', 'kind', 'paidWith', 'packs'];

interface State {
	facts: Facts;
	shown: Shown;
}

function* states(description: INodeTypeDescription, start: INodeParameters, facts: Facts, [next, ...rest]: string[]): Generator<State> {
	if (next === undefined) {
		yield { facts, shown: fieldsFor(description, parametersFor(start, facts)) };
		return;
	}
	for (const value of choicesOf(description, parametersFor(start, facts), next) ?? [undefined])
		yield* states(description, start, value === undefined ? facts : { ...facts, [next]: value }, rest);
}

/** Every field of a panel with what it offers, and where that differs, by what. */
export function* described(whole: INodeTypeDescription, start: Start, model?: string): Generator<string> {
	const description = ofOperation(whole, start);
	const first = model ? { ...start, model } : start;
	const all = [...states(description, first, {}, deciding)];
	const fields = [...new Set(all.flatMap(({ shown }) => Object.keys(shown)))].sort();
	for (const field of fields) {
		const by = smallest(all, field);
		const cases = new Map<string, string[]>();
		for (const { facts, shown } of all) {
			const where = by.map((fact) => `${fact} ${String(facts[fact] ?? '–')}`).join(', ');
			const offer = shown[field] ?? 'hidden';
			cases.set(offer, [...new Set([...(cases.get(offer) ?? []), where])]);
		}
		for (const [offer, wheres] of cases) yield `  ${field}: ${offer}${by.length ? ` ← ${wheres.join('; ')}` : ''}`;
	}
}

/** The facts that a field depends on, no more than needed. */
function smallest(all: State[], field: string): string[] {
	return deciding.reduce((by, fact) => {
		const others = by.filter((one) => one !== fact);
		return isDecided(all, field, others) ? others : by;
	}, deciding);
}

function isDecided(all: State[], field: string, by: string[]): boolean {
	const offers = new Map<string, string>();
	return all.every(({ facts, shown }) => {
		const key = JSON.stringify(by.map((fact) => facts[fact]));
		const offer = shown[field] ?? 'hidden';
		const known = offers.get(key);
		offers.set(key, offer);
		return known === undefined || known === offer;
	});
}
