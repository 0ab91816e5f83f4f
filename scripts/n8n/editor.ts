/** n8n's editor in a real browser: open a workflow, open a node's panel, see what a person sees. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Login } from './client';
import { findBrowser } from './browser';
import { Failure } from './failure';

/** The browser, too, talks to this machine's n8n only. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

const WINDOW = { width: 1400, height: 1000 };
/** On a busy machine a page of the editor takes longer than the half minute that Playwright waits. */
const PATIENCE_MS = 90_000;
/** A change in the panel is drawn within this time. */
const REDRAW_MS = 300;

/** Below the last part, so that the picture does not end at its edge; pixels. */
const MARGIN = 16;

const NODE = '[data-test-id="canvas-node"]';
const CANVAS = '[data-test-id="canvas"]';
const PANEL = '[data-test-id="ndv"]';
const SETTINGS = `${PANEL} .node-settings`;
const PARAMETERS = `${PANEL} [data-test-id="node-parameters"]`;

/** A parameter that the panel shows. */
export interface ShownParameter {
	/** As in the workflow's JSON: `prompt`, `options.timeLimit`, `images.image[0].url`; `images` for the list itself. */
	path: string;
	label: string;
}

/** As much of a web page's element as is read here. */
interface PageElement {
	getAttribute: (name: string) => string | null;
	closest: (selector: string) => PageElement | null;
	querySelector: (selector: string) => { textContent: string | null } | null;
}

interface PageNote {
	scrollHeight: number;
	clientHeight: number;
	textContent: string | null;
	querySelectorAll: (selector: string) => PageNote[];
}

export class Editor {
	/** What the page has complained about since signing in. */
	readonly problems: string[] = [];

	private constructor(
		readonly page: Page,
		readonly url: string,
		readonly browser: Browser,
	) {}

	/** @param scale device pixels per pixel of pictures */
	static async open(url: string, login: Login, scale = 1): Promise<Editor> {
		const { executablePath, env } = await findBrowser();
		const browser = await chromium.launch({ executablePath, args: FLAGS, env });
		const page = await browser.newPage({ viewport: WINDOW, deviceScaleFactor: scale });
		page.setDefaultTimeout(PATIENCE_MS);
		const editor = new Editor(page, url, browser);
		await editor.#signIn(login);
		page.on('pageerror', (error) => editor.problems.push(error.message));
		page.on('console', (message) => message.type() === 'error' && editor.problems.push(message.text()));
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator(NODE).first().waitFor();
	}

	/** Opens a node's panel by a double click, as a person does. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`${NODE}[data-node-name="${name}"]`).dblclick();
		await this.page.locator(PARAMETERS).waitFor();
		await this.#settle();
	}

	async closeNode(): Promise<void> {
		// n8n 1 has another button
		const close = this.page.locator(`${PANEL} [data-test-id="ndv-close-button"], ${PANEL} [data-test-id="back-to-canvas"]`);
		await close.first().click();
		await this.page.locator(PANEL).waitFor({ state: 'hidden' });
	}

	/** What stands under a node on the canvas. */
	async subtitleOf(name: string): Promise<string> {
		return await this.page.locator(`${NODE}[data-node-name="${name}"] [class*="subtitle"]`).innerText();
	}

	/** What the open panel shows, from top to bottom; what is scrolled out of sight counts as shown. */
	async parameters(): Promise<ShownParameter[]> {
		const fields = this.page.locator(
			`${PARAMETERS} [data-parameter-path^="parameters."]:visible, ${PARAMETERS} .multi-parameter > [data-test-id="input-label"] label:visible`,
		);
		return await fields.evaluateAll((elements: PageElement[]) =>
			elements.map((element) => {
				const path = element.getAttribute('data-parameter-path')?.replace(/^parameters\./, '') ?? element.getAttribute('for') ?? '';
				const owner = element.closest('[data-test-id="parameter-item"]');
				const label = owner?.querySelector('[data-test-id="input-label"] label .n8n-text')?.textContent ?? '';
				return { path, label: label.trim() };
			}),
		);
	}

	/** The notices of the open panel, from top to bottom. */
	async notices(): Promise<string[]> {
		return await this.page.locator(`${PARAMETERS} .notice-content`).allInnerTexts();
	}

	/** Turns on n8n's newer look of lists, which gives rows a title; n8n itself decides who gets it when. */
	async showRowTitles(): Promise<void> {
		await this.page.evaluate(`localStorage.setItem('N8N_EXPERIMENT_OVERRIDES', '{"048_collection_overhaul":"variant"}')`);
		await this.page.reload();
		await this.page.locator(NODE).first().waitFor();
	}

	/** The titles of the rows of the open panel's lists, of which there are some. */
	async rowTitles(): Promise<string[]> {
		const rows = this.page.locator(`${PARAMETERS} [data-item-key]`);
		await rows.first().waitFor();
		return await Promise.all((await rows.all()).map(async (row) => await row.locator('button').first().innerText()));
	}

	/** Chooses an option of a drop-down by its label. */
	async choose(path: string, option: string): Promise<void> {
		await this.#field(path).click();
		const options = this.page.locator('[data-test-id="parameter-input-item"]:visible');
		await options.filter({ has: this.page.getByText(option, { exact: true }) }).click();
		await this.#settle();
	}

	/** Writes into a text parameter. */
	async type(path: string, text: string): Promise<void> {
		await this.#field(path).locator('textarea, input').first().fill(text);
		await this.#settle();
	}

	/** Whether a boolean parameter is on. */
	async isOn(path: string): Promise<boolean> {
		return await this.#field(path)
			.locator('.el-switch')
			.evaluate((element: PageElement) => element.getAttribute('class')?.includes('is-checked') ?? false);
	}

	/** Chooses one of the credentials that the node can use; those of other services are among them. */
	async chooseCredential(name: string): Promise<void> {
		await this.page.locator(`${PANEL} [data-test-id="node-credentials-select"]`).click();
		await this.page.locator('[data-test-id^="node-credentials-select-item"]:visible').filter({ hasText: name }).first().click();
		await this.#settle();
	}

	/** Switches a boolean parameter. */
	async toggle(path: string): Promise<void> {
		await this.#field(path).locator('.el-switch').click();
		await this.#settle();
	}

	/** Adds one of the last collection's options, by its label; `path` is where it then stands. */
	async addOption(label: string, path: string): Promise<void> {
		await this.page.locator(`${PARAMETERS} [data-test-id="collection-parameter-add"]`).last().click();
		const options = this.page.locator('[data-test-id="collection-parameter-option"]:visible');
		await options.filter({ has: this.page.getByText(label, { exact: true }) }).click();
		await this.#field(path).waitFor();
		await this.#settle();
	}

	/** The fields that the open node's input panel offers for mapping, from top to bottom. */
	async offeredFields(): Promise<string[]> {
		const fields = this.page.locator(`${PANEL} [data-test-id="run-data-schema-item"]:visible [data-test-id="run-data-schema-node-name"]`);
		await fields.first().waitFor();
		return (await fields.allInnerTexts()).map((text) => text.trim());
	}

	/** Saves the workflow, as a person does who does not wait for n8n to do it. */
	async save(): Promise<void> {
		await this.page.keyboard.press('ControlOrMeta+s');
		await this.#settle();
	}

	/** The labels of a drop-down's options. */
	async optionsOf(path: string): Promise<string[]> {
		await this.#field(path).click();
		const options = this.page.locator('[data-test-id="parameter-input-item"]:visible');
		await options.first().waitFor();
		const labels = await options.locator('.option-headline').allInnerTexts();
		await this.page.keyboard.press('Escape');
		await options.first().waitFor({ state: 'hidden' });
		return labels.map((label) => label.trim());
	}

	/** A picture of the whole panel's parameters, however long they are. */
	async screenshotPanel(file: string): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		await this.page.mouse.move(0, 0); // nothing is hovered
		for (const focused of await this.page.locator(':focus').all()) await focused.blur();
		await this.page.setViewportSize({ width: WINDOW.width, height: 4 * WINDOW.height }); // nothing is scrolled
		await this.page.waitForTimeout(REDRAW_MS);
		const panel = await this.page.locator(SETTINGS).boundingBox();
		if (panel === null) throw new Failure('No panel is open to take a picture of');
		const parts = await this.page.locator(`${PARAMETERS} [data-test-id="parameter-item"]:visible, ${PARAMETERS} button:visible`).all();
		const boxes = await Promise.all(parts.map(async (part) => await part.boundingBox()));
		const bottom = Math.max(...boxes.map((box) => (box === null ? 0 : box.y + box.height)));
		const height = bottom + MARGIN - panel.y;
		await this.page.screenshot({ path: file, clip: { ...panel, height }, animations: 'disabled' });
		await this.page.setViewportSize(WINDOW);
	}

	/** The names of the notes on the canvas whose text is larger than they are. */
	async notesThatDoNotFit(): Promise<string[]> {
		return await this.page
			.locator(`${CANVAS} [data-test-id="sticky"]`)
			.evaluateAll((notes: PageNote[]) =>
				notes
					.filter((note) =>
						[note, ...note.querySelectorAll('*')].some((part) => part.scrollHeight > part.clientHeight + 1 && part.clientHeight > 30),
					)
					.map((note) => note.textContent?.trim().split('\n')[0] ?? ''),
			);
	}

	/** A picture of everything that is on the canvas. */
	async screenshotCanvas(file: string): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		await this.page.setViewportSize({ width: 1100, height: 620 });
		await this.page.locator(CANVAS).click({ position: { x: 5, y: 5 } });
		await this.page.keyboard.press('1'); // all of it, as large as it goes
		await this.page.waitForTimeout(2 * REDRAW_MS);
		await this.page.addStyleTag({
			content:
				'[data-test-id="canvas-execute-menu"], [data-test-id="execute-workflow-button"], .vue-flow__panel, [class*=executionButtons] { visibility: hidden !important; }',
		});
		const parts = await this.page.locator(`${CANVAS} .vue-flow__node`).all();
		const boxes = (await Promise.all(parts.map(async (part) => await part.boundingBox()))).filter((box) => box !== null);
		const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
		const [right, bottom] = [Math.max(...boxes.map(({ x, width }) => x + width)), Math.max(...boxes.map(({ y, height }) => y + height))];
		const clip = { x: left - MARGIN, y: top - MARGIN, width: right - left + 2 * MARGIN, height: bottom - top + 3 * MARGIN };
		await this.page.screenshot({ path: file, clip, animations: 'disabled' });
		await this.page.setViewportSize(WINDOW);
	}

	/** A picture of the window as it is. */
	async screenshot(file: string): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		await this.page.screenshot({ path: file, animations: 'disabled' });
	}

	async #signIn({ email, password }: Login): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.fill('input[name="emailOrLdapLoginId"]', email);
		await this.page.fill('input[name="password"]', password);
		await this.page.click('[data-test-id="form-submit-button"]');
		await this.page.waitForURL(({ pathname }) => !pathname.startsWith('/signin'));
	}

	#field(path: string) {
		return this.page.locator(`${PARAMETERS} [data-parameter-path="parameters.${path}"]`);
	}

	/** The panel shows a choice's consequences a moment later, and its list pickers load their entries. */
	async #settle(): Promise<void> {
		await this.page.waitForLoadState('networkidle');
		await this.page.waitForTimeout(REDRAW_MS);
	}
}
