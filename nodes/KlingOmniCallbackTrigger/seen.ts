/**
 * Which callbacks have been dealt with: Kling may send one twice, and others may send a copy.
 *
 * The process remembers many, and what it remembers outlasts two callbacks that arrive at once; n8n keeps the latest
 * with the workflow, for the time after a restart.
 */

const mostInMemory = 10_000;
const mostKept = 1_000;

/** What n8n keeps with the workflow. */
export interface Kept {
	handled?: string[];
}

/** By trigger node. */
const memories = new Map<string, Set<string>>();

export class Seen {
	readonly #memory: Set<string>;

	/** @param node identifies the trigger node within this process */
	constructor(
		node: string,
		private readonly kept: Kept,
	) {
		this.#memory = memories.get(node) ?? new Set();
		memories.set(node, this.#memory);
		for (const key of kept.handled ?? []) this.#memory.add(key);
	}

	has(key: string): boolean {
		return this.#memory.has(key);
	}

	/** Takes keys, unless one of them is taken. */
	claim(keys: string[]): boolean {
		if (keys.some((key) => this.#memory.has(key))) return false;
		for (const key of keys) this.#memory.add(key);
		for (const oldest of this.#memory) {
			if (this.#memory.size <= mostInMemory) break;
			this.#memory.delete(oldest);
		}
		return true;
	}

	/** What was claimed has turned out not to be true. */
	release(keys: string[]): void {
		for (const key of keys) this.#memory.delete(key);
	}

	/** What was claimed is being handed over. */
	keep(): void {
		this.kept.handled = [...this.#memory].slice(-mostKept);
	}
}
