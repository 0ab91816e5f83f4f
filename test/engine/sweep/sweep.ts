import type { INodeParameters } from 'n8n-workflow';
import { KlingOmni } from '../../../nodes/KlingOmni/KlingOmni.node';
import { cases, sampled } from '../../effort';
import { startSimulator } from '../../simulator';
import { runNodes } from '../engine';
import { file } from '../fixtures';
import { credentials } from '../kling';
import { ofOperation, panelStates, type Start } from './states';

/** Runs panel states through the real engine against the strict service, and counts what becomes of them. */

/** A panel to walk, with the models to walk it for; none where the operation has no choice of models. */
export interface PanelWalk {
	start: Start;
	models?: string[];
}

export interface Tally {
	states: number;
	accepted: number;
	/** Refused before anything was sent, by a rule on several rows together, which no panel can hide. */
	refusedHere: Map<string, number>;
	/** Refused by the service for a documented rule: what must not happen. */
	refusedThere: string[];
}

const batch = 60;

/** Has the file that a binary source names. */
const item = { files: { data: file(Buffer.from('not looked at'), 'video/mp4', 'clip.mp4') } };

export async function sweep(walks: PanelWalk[]): Promise<Tally> {
	const service = await startSimulator({ renderMs: Infinity, units: 1e9, imageUnits: 1e9 });
	const tally: Tally = { states: 0, accepted: 0, refusedHere: new Map(), refusedThere: [] };
	try {
		for (const { start, models } of walks) {
			const node = new KlingOmni();
			node.description = ofOperation(node.description, start);
			for (const states of batches(sampled(panelStates(node.description, start, models)))) {
				const results = await runNodes(states.map(asRun), credentials(service), [item], node);
				results.forEach((result, index) => count(tally, states[index]!, result));
			}
		}
		return tally;
	} finally {
		await service.close();
	}
}

let runs = 0;

/** The files are not there: only what the panel says is judged. Every job has a key of its own. */
function asRun(state: INodeParameters): INodeParameters {
	const options = { ...(state.options as INodeParameters), skipMediaChecks: true };
	return {
		...state,
		completion: 'submit',
		options: 'idempotencyKey' in options ? { ...options, idempotencyKey: `own-${++runs}` } : options,
	};
}

function count(tally: Tally, state: INodeParameters, { error, description }: { error?: unknown; description?: unknown }) {
	tally.states++;
	if (!error) {
		tally.accepted++;
		return;
	}
	const said = `${String(error)} ${String(description)}`;
	if (said.includes('Kling says')) tally.refusedThere.push(`${said} ${JSON.stringify(state)}`);
	const rules = new Set([...said.matchAll(/\(([R§]\d+)\)|Max Cost per Run/g)].map(([text, rule]) => rule ?? text));
	for (const rule of rules.size ? rules : [said]) tally.refusedHere.set(rule, (tally.refusedHere.get(rule) ?? 0) + 1);
}

function* batches(states: Iterable<INodeParameters>): Generator<INodeParameters[]> {
	let some: INodeParameters[] = [];
	for (const state of states) {
		some.push(state);
		if (some.length < batch) continue;
		yield some;
		some = [];
	}
	if (some.length) yield some;
}

/**
 * Holds that no state of the panels makes a request that Kling refuses, and that only certain rules are left to a message.
 *
 * @param least how many states there must be, so that the walk cannot run empty
 */
export async function expectAccepted(walks: PanelWalk[], least: number, leftToMessages: string[]): Promise<void> {
	const { states, accepted, refusedHere, refusedThere } = await sweep(walks);
	const refused = [...refusedHere].map(([rule, times]) => `${rule} × ${times}`).join(', ');
	console.log(`${states} states, ${accepted} accepted${refused && `, refused here by ${refused}`}`);
	expect(refusedThere.slice(0, 5)).toEqual([]);
	expect(states).toBeGreaterThanOrEqual(cases(least));
	expect([...refusedHere.keys()].filter((rule) => ![...leftToMessages, 'Max Cost per Run'].includes(rule))).toEqual([]);
	expect(accepted / states).toBeGreaterThan(0.5);
}

/** Long, for a machine that is busy with other things. */
export const patience = 600_000;
