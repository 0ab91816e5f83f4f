/** n8n's panel of nodes: search for one and put it on the canvas, as a person does. */
import type { Locator, Page } from 'playwright-core';

const SEARCH = '[data-test-id="node-creator-search-bar"]';
const ENTRY = '[data-test-id="item-iterator-item"]:visible';
const ENTRY_NAME = '[data-test-id="node-creator-item-name"]';
const CATEGORY = '[data-test-id="node-creator-category-item"]:visible';
const PLUS = '[data-test-id="canvas-handle-plus"]';
/** The list is drawn anew this long after the last letter. */
const REDRAW_MS = 500;

export class NodesPanel {
	constructor(readonly page: Page) {}

	/** "Add first step…" of an empty canvas: what may start a workflow comes first. */
	async openOnEmptyCanvas(url: string): Promise<void> {
		await this.page.goto(`${url}/workflow/new`);
		await this.page.locator('[data-test-id="canvas-plus-button"]').click();
		await this.page.locator(SEARCH).waitFor();
	}

	/** The button at the side of a canvas that has nodes. */
	async openRoot(): Promise<void> {
		await this.page.locator('[data-test-id="node-creator-plus-button"]').click();
		await this.page.locator(SEARCH).waitFor();
	}

	/** "Add another trigger", at the end of what the button at the side offers. */
	async openTriggers(): Promise<void> {
		await this.openRoot();
		await this.enter('Add another trigger');
	}

	/** The "+" behind a node. */
	async openAfter(node: string): Promise<void> {
		await this.#openAt(`[data-test-id="canvas-node-output-handle"][data-node-name="${node}"]`);
	}

	/** The "+" below an agent, for its tools. */
	async openToolsOf(agent: string): Promise<void> {
		await this.#openAt(`[data-test-id="canvas-node-input-handle"][data-node-name="${agent}"][data-connection-type="ai_tool"]`);
	}

	/** Types words into the search and gives the names that it finds. */
	async search(words: string): Promise<string[]> {
		await this.page.locator(SEARCH).last().fill(words);
		return await this.entries();
	}

	/** The names that the panel shows, from top to bottom. */
	async entries(): Promise<string[]> {
		await this.page.waitForTimeout(REDRAW_MS);
		return await this.page.locator(`${ENTRY} ${ENTRY_NAME}`).allInnerTexts();
	}

	/** The line under an entry's name. */
	async descriptionOf(name: string): Promise<string> {
		return await this.#entry(name).locator('[data-test-id="node-creator-item-description"]').innerText();
	}

	/** Opens an entry: a node's actions, its details if it has none, or (tools) the node itself on the canvas. */
	async enter(name: string): Promise<void> {
		await this.#entry(name).click();
		await this.page.waitForTimeout(REDRAW_MS);
	}

	/** What n8n offers where a community node has nothing more to choose. */
	async addToWorkflow(): Promise<void> {
		await this.page.getByRole('button', { name: 'Add to workflow' }).click();
		await this.page.locator('[data-test-id="ndv"]').waitFor();
	}

	/** Chooses one of a node's actions or triggers; what is folded is opened first. */
	async chooseAction(name: string): Promise<void> {
		for (const category of await this.page.locator(CATEGORY).all()) {
			if (!(await this.#entry(name).isVisible())) await category.click();
			await this.page.waitForTimeout(REDRAW_MS);
		}
		await this.#entry(name).click();
		await this.page.locator('[data-test-id="ndv"]').waitFor();
	}

	#entry(name: string): Locator {
		return this.page.locator(ENTRY).filter({ has: this.page.locator(ENTRY_NAME).getByText(name, { exact: true }) });
	}

	async #openAt(handle: string): Promise<void> {
		await this.page.locator(`${handle} ${PLUS}`).click();
		await this.page.locator(SEARCH).waitFor();
	}
}
