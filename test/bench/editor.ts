/** How quickly the panel opens and follows a choice in n8n's editor, beside nodes that come with n8n. */
import type { Page } from 'playwright-core';
import { Editor } from '../../scripts/n8n/editor';
import { Lab } from '../n8n/lab';
import type { Bench } from './run';

const ROUNDS = 10;
/** The panel is ready when nothing has moved for so long, ms. */
const QUIET = 400;

interface Measured {
	name: string;
	type: string;
	version: number;
	parameters: Record<string, unknown>;
	/** Choices that are made one after the other, and come back to the first. */
	changes: Array<{ path: string; options: [string, string] }>;
}

const nodes: Measured[] = [
	{
		name: 'Kling Omni',
		type: 'n8n-nodes-kling-omni.klingOmni',
		version: 1,
		parameters: { resource: 'video', operation: 'textToVideo', prompt: 'A paper boat' },
		changes: [
			{ path: 'operation', options: ['Reference to Video', 'Text to Video'] },
			{ path: 'quality', options: ['4K', '1080p'] },
		],
	},
	{
		name: 'MiniMax',
		type: '@n8n/n8n-nodes-langchain.minimax',
		version: 1,
		parameters: { resource: 'video', operation: 'textToVideo', prompt: 'A paper boat' },
		changes: [{ path: 'operation', options: ['Generate Video From Image', 'Generate Video From Text'] }],
	},
	{
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		version: 4.2,
		parameters: { url: 'https://example.com' },
		changes: [{ path: 'method', options: ['POST', 'GET'] }],
	},
];

export const editor: Bench = {
	name: 'editor',
	promise: 'opening takes at most 1.2 times MiniMax’s time, a choice at most 1.5 times that of HTTP Request’s method',
	measure: async () => {
		const lab = await Lab.open();
		try {
			const workflow = nodes.map(({ name, type, version, parameters }, index) => ({
				name,
				type,
				typeVersion: version,
				position: [240 * index, 0] as [number, number],
				parameters,
			}));
			const { id } = await lab.client.createWorkflow({ name: 'Panels', nodes: workflow, connections: {} });
			const browser = await Editor.open(lab.server.url, lab.login);
			try {
				await browser.openWorkflow(id);
				return await table(browser);
			} finally {
				await browser.close();
			}
		} finally {
			await lab.close();
		}
	},
};

/** All nodes in turn, so that what slows the machine down slows all of them down. */
async function table(browser: Editor): Promise<string> {
	const times = new Map<string, Time[]>();
	const note = (what: string, time: Time) => times.set(what, [...(times.get(what) ?? []), time]);
	for (let round = 0; round <= ROUNDS; round++) {
		for (const { name, changes } of nodes) {
			const opening = await timeOf(browser.page, 'dblclick', async () => await browser.openNode(name));
			const chosen: Array<[string, Time]> = [];
			for (const { path, options } of changes)
				for (const option of options)
					chosen.push([`${name}: ${path}`, await timeOf(browser.page, 'click', async () => await browser.choose(path, option))]);
			await browser.closeNode();
			// the first round warms up
			if (round === 0) continue;
			note(`${name}: opening`, opening);
			for (const [what, time] of chosen) note(what, time);
		}
	}
	const lines = [...times].map(([what, all]) => {
		const of = (part: keyof Time) => {
			const sorted = all.map((time) => time[part]).sort((a, b) => a - b);
			return `median ${ms(sorted[Math.floor(sorted.length / 2)]!)}, least ${ms(sorted[0]!)}`;
		};
		return `${what.padEnd(28)} ${of('all')}; the panel: ${of('panel')}`;
	});
	return `\n    ${lines.join('\n    ')}`;
}

/** Milliseconds until nothing moves any more: on the whole page, lists that fade away among it, and in the panel's fields. */
interface Time {
	all: number;
	panel: number;
}

const ms = (value: number) => `${Math.round(value)} ms`.padStart(8);

/**
 * From the last event of a kind to the last thing that moved after it.
 *
 * @param event what begins it: `click`
 */
async function timeOf(page: Page, event: 'click' | 'dblclick', act: () => Promise<void>): Promise<Time> {
	await page.evaluate(`(() => {
		window.watched?.stop();
		const watched = (window.watched = { start: performance.now(), last: performance.now(), panel: performance.now() });
		const begin = () => (watched.start = watched.last = watched.panel = performance.now());
		const isInPanel = ({ target }) => (target.closest ? target : target.parentElement)?.closest('[data-test-id="node-parameters"]');
		const observer = new MutationObserver((changes) => {
			watched.last = performance.now();
			if (changes.some(isInPanel)) watched.panel = watched.last;
		});
		addEventListener('${event}', begin, { capture: true });
		observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
		watched.stop = () => (observer.disconnect(), removeEventListener('${event}', begin, { capture: true }));
	})()`);
	await act();
	await page.waitForFunction(`performance.now() - window.watched.last > ${QUIET}`);
	return await page.evaluate<Time>(
		'({ all: window.watched.last - window.watched.start, panel: window.watched.panel - window.watched.start })',
	);
}
