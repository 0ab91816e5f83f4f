import type { INodeParameters } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { dialects, modelsFor, videoOperations } from '../../nodes/kling/models';
import { limits } from '../../nodes/kling/rules/limits';
import { startSimulator } from '../simulator';
import { runNodes } from './engine';
import { file } from './fixtures';
import { credentials } from './kling';
import { videoStates } from './panelStates';

/** What the panel lets a person fill in, Kling accepts: every state, through the real engine. */

interface Tally {
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

async function sweep(states: Iterable<INodeParameters>): Promise<Tally> {
	const service = await startSimulator({ renderMs: Infinity, units: 1e9 });
	const tally: Tally = { states: 0, accepted: 0, refusedHere: new Map(), refusedThere: [] };
	try {
		let some: INodeParameters[] = [];
		const run = async () => {
			// the files are not there: only what the panel says is judged
			const parameters = some.map((state) => ({
				...state,
				completion: 'submit',
				options: { ...(state.options as object), skipMediaChecks: true },
			}));
			const results = await runNodes(parameters, credentials(service), [item]);
			results.forEach(({ error, description }, index) => {
				tally.states++;
				const said = String(error ?? '');
				const rules = [...`${said} ${String(description)}`.matchAll(/\(([R§]\d+)\)/g)].map(([, rule]) => rule!);
				if (!error) tally.accepted++;
				else if (String(description).includes('Kling says'))
					tally.refusedThere.push(`${said} ${String(description)} ${JSON.stringify(some[index])}`);
				for (const rule of new Set(rules)) tally.refusedHere.set(rule, (tally.refusedHere.get(rule) ?? 0) + 1);
			});
			some = [];
		};
		for (const state of states) {
			some.push(state);
			if (some.length === batch) await run();
		}
		await run();
		return tally;
	} finally {
		await service.close();
	}
}

function* allStates() {
	const { description } = new KlingOmni();
	for (const dialect of dialects) {
		for (const operation of videoOperations) if (modelsFor(dialect, operation).length) yield* videoStates(description, dialect, operation);
	}
}

test('no panel state of any service makes a request that Kling refuses', async () => {
	const { states, accepted, refusedHere, refusedThere } = await sweep(allStates());
	console.log(
		`${states} states, ${accepted} accepted, refused here by ${[...refusedHere].map(([rule, count]) => `${rule} × ${count}`).join(', ')}`,
	);
	expect(refusedThere.slice(0, 5)).toEqual([]);
	expect(states).toBeGreaterThan(5_000);
	// only rules that count rows, or add up their seconds, are left to a message
	expect([...refusedHere.keys()].filter((rule) => !['R9', 'R13', 'R14', 'R16', 'R22', 'R68'].includes(rule))).toEqual([]);
	expect(accepted / states).toBeGreaterThan(0.5);
}, 900_000);

test('the sweep finds a rule that is broken on purpose', async () => {
	const held = limits.sound.filter(({ id }) => id === 'R1');
	expect(held).toHaveLength(1);
	jest.resetModules();
	jest.doMock('../../nodes/kling/rules/limits', () => ({ limits: { ...limits, sound: limits.sound.filter(({ id }) => id !== 'R1') } }));
	const broken = await import('../../nodes/KlingOmni/KlingOmni.node');
	const engine = await import('./engine');
	jest.dontMock('../../nodes/kling/rules/limits');
	const states = [...videoStates(new broken.KlingOmni().description, 'classic', 'referenceToVideo')]
		.filter(({ sound, referenceVideo }) => sound === true && referenceVideo !== 'none')
		.slice(0, 20);
	expect(states).toHaveLength(20);
	const service = await startSimulator({ renderMs: Infinity });
	const results = await engine.runNodes(
		states.map((state) => ({ ...state, completion: 'submit', options: { skipMediaChecks: true } })),
		credentials(service),
		[item],
	);
	await service.close();
	expect(
		results.filter(({ description }) => String(description).includes('sound on is not supported with video input')).length,
	).toBeGreaterThan(0);
}, 120_000);
