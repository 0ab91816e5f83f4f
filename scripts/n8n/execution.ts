import { parse } from 'flatted';
import { Failure } from './failure';

export type ExecutionStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled' | 'unknown';

export const ended: readonly ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];

export interface BinaryReference {
	id: string;
	fileName?: string;
	mimeType: string;
	bytes?: number;
}

export interface OutputItem {
	json: Record<string, unknown>;
	binary?: Record<string, BinaryReference>;
	pairedItem?: unknown;
	error?: unknown;
}

interface NodeRun {
	executionStatus?: string;
	executionTime: number;
	data?: Record<string, Array<OutputItem[] | null>>;
	error?: { message: string; description?: string | null };
	hints?: unknown[];
}

export interface RawExecution {
	id: string;
	status: ExecutionStatus;
	mode: string;
	finished: boolean;
	startedAt: string;
	stoppedAt?: string | null;
	waitTill?: string | null;
	retryOf?: string | null;
	retrySuccessId?: string | null;
	/** Everything that happened, flattened into one text (library `flatted`). */
	data: string;
}

interface ResultData {
	runData?: Record<string, NodeRun[]>;
	error?: { message: string; description?: string | null };
}

/** One execution and what its nodes gave out. */
export class Execution {
	readonly status: ExecutionStatus;
	readonly #result: ResultData;

	constructor(readonly raw: RawExecution) {
		this.status = raw.status;
		this.#result = (parse(raw.data) as { resultData?: ResultData } | undefined)?.resultData ?? {};
	}

	get id(): string {
		return this.raw.id;
	}

	/** The last run of a node; undefined if it did not run. */
	run(node: string): NodeRun | undefined {
		return this.#result.runData?.[node]?.at(-1);
	}

	/** What came out of a node's first output in its last run. */
	items(node: string, output = 0): OutputItem[] {
		return this.run(node)?.data?.main?.[output] ?? [];
	}

	/** What went wrong, as the editor shows it: the title and the text below it. */
	get errorText(): string | undefined {
		const { error } = this.#result;
		return error === undefined ? undefined : [error.message, error.description].filter(Boolean).join(' ');
	}

	/** The whole record as text, to search it for what must not be there. */
	get text(): string {
		return JSON.stringify(this.raw);
	}

	/** @throws Failure with the workflow's own error unless the execution succeeded */
	assertSucceeded(): this {
		if (this.status !== 'success') {
			throw new Failure(`The workflow ended with "${this.status}": ${this.errorText ?? 'n8n gives no reason'}`);
		}
		return this;
	}
}
