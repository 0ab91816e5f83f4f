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
	const times = new Map<string, number[]>();
	const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);
	for (let round = 0; round <= ROUNDS; round++) {
		for (const { name, changes } of nodes) {
			const opening = await timeOf(browser.page, 'dblclick', async () => await browser.openNode(name));
			const chosen: Array<[string, number]> = [];
			for (const { path, options } of changes)
				for (const option of options)
					chosen.push([`${name}: ${path}`, await timeOf(browser.page, 'click', async () => await browser.choose(path, option))]);
			await browser.closeNode();
			// the first round warms up
			if (round === 0) continue;
			note(`${name}: opening`, opening);
			for (const [what, ms] of chosen) note(what, ms);
		}
	}
	const lines = [...times].map(([what, all]) => {
		const sorted = [...all].sort((a, b) => a - b);
		return `${what.padEnd(28)} median ${ms(sorted[Math.floor(sorted.length / 2)]!)}, least ${ms(sorted[0]!)}`;
	});
	return `\n    ${lines.join('\n    ')}`;
}

const ms = (value: number) => `${Math.round(value)} ms`.padStart(8);

/**
 * From the last event of a kind to the last thing that moved after it, ms.
 *
 * @param event what begins it: `click`
 */
async function timeOf(page: Page, event: 'click' | 'dblclick', act: () => Promise<void>): Promise<number> {
	await page.evaluate(`(() => {
		window.watched?.stop();
		const watched = (window.watched = { start: performance.now(), last: performance.now() });
		const begin = () => (watched.start = watched.last = performance.now());
		const observer = new MutationObserver(() => (watched.last = performance.now()));
		addEventListener('${event}', begin, { capture: true });
		observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
		watched.stop = () => (observer.disconnect(), removeEventListener('${event}', begin, { capture: true }));
	})()`);
	await act();
	await page.waitForFunction(`performance.now() - window.watched.last > ${QUIET}`);
	return await page.evaluate<number>('window.watched.last - window.watched.start');
}
