import type { Difference } from './differences';

/** What the simulator offers to tests and demos. */

export interface SimulatorOptions {
	/** Default 0: any free port. */
	port?: number;
	/** Milliseconds from accepted to succeeded, default 200. With `Infinity` a task ends only by `finish()`. */
	renderMs?: number;
	/** Milliseconds that a task stays `submitted` before it is `processing`; default a quarter of `renderMs`, at most 1 s. */
	queueMs?: number;
	/** Parallel jobs per account, model version and pack type before 1303 (contract §12); default no limit. */
	concurrency?: number;
	/** Milliseconds added to each answer, default 0. */
	latencyMs?: number;
	/** Pads the result MP4 to this many bytes; default: the clip as it is. */
	resultBytes?: number;
	/** `whsec_…`: signs the callbacks (contract §11). */
	webhookSecret?: string;
	/** Video units left in the account, default 10,000; 0 answers 1102. */
	units?: number;
	/** Image units left in the account, default 10,000; 0 answers 1102. */
	imageUnits?: number;
	/** What this service does otherwise than the contract says. See differences.ts */
	differences?: Difference[];
	/** Refuse a second account query within one second with 1302; default off. */
	strictQps?: boolean;
	/** How long a face recognition can be used, default 24 hours. */
	faceSessionMs?: number;
	/** Lip sync tasks can be read by their external id too; default no, because only the task id is printed there (R93). */
	lipSyncByExternalId?: boolean;
	/** How long Model Studio keeps an uploaded file, default 48 hours. */
	uploadMemoryMs?: number;
	/** How long Model Studio remembers a task, default 24 hours. */
	modelStudioMemoryMs?: number;
}

export interface Simulator {
	/** `http://127.0.0.1:<port>`: the base URL of the classic and the current API. */
	url: string;
	/** The base URL of Model Studio. */
	modelStudioUrl: string;
	accessKey: string;
	secretKey: string;
	apiKey: string;
	modelStudioKey: string;
	/** Every order ever accepted, in order, also those that are answered at once (speech, face recognition). The entries are live: `status`, `updatedAt` and `units` follow the task. */
	created: CreatedTask[];
	/** Every request received, except those for files. `status` is 0 when no answer was sent. */
	requests: RecordedRequest[];
	/** Requests for files, so that a test can prove that no key went to a media host. */
	downloads: RecordedDownload[];
	/** What was put into Model Studio's temporary storage. */
	stored: StoredFile[];
	/** Every callback that was due, in order. */
	callbacks: RecordedCallback[];
	/** Lists come in an arbitrary but stable order instead of newest first. */
	shuffleLists: boolean;
	fault(fault: Fault): void;
	clearFaults(): void;
	/** Ends a task by hand. */
	finish(taskId: string, status?: 'succeeded' | 'failed', message?: string): void;
	/** Deletes the result files of a task, as the service does after 30 days: its links answer 404. */
	deleteFiles(taskId: string): void;
	/** All links handed out so far answer 403 from now on; the next read of a task hands out fresh ones. */
	expireLinks(): void;
	close(): Promise<void>;
}

/** A file in Model Studio's temporary storage. */
export interface StoredFile {
	/** Its link is `oss://` and this. */
	key: string;
	/** The only model that may read it. */
	model: string;
	bytes: number;
	storedAt: number;
}

export type Dialect = 'classic' | 'current' | 'modelStudio';
export type Product =
	| 'omni-video'
	| 'text2video'
	| 'image2video'
	| 'motion-control'
	| 'avatar'
	| 'identify-face'
	| 'advanced-lip-sync'
	| 'tts'
	| 'video-to-audio'
	| 'text-to-audio'
	| 'omni-image'
	| 'images-generations'
	| 'expand'
	| 'element'
	| 'voice';
export type TaskStatus = 'submitted' | 'processing' | 'succeeded' | 'failed' | 'canceled';

export interface CreatedTask {
	taskId: string;
	dialect: Dialect;
	product: Product;
	model: string;
	externalTaskId?: string;
	callbackUrl?: string;
	/** The request as it was sent; integers beyond 2^53 are `bigint`. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it freely
	body: any;
	/** Units reserved while the task runs, charged when it succeeds, 0 when it fails. */
	units: number;
	status: TaskStatus;
	/** Why the task failed, otherwise empty. */
	message: string;
	/** Unix milliseconds. */
	createdAt: number;
	updatedAt: number;
}

export interface RecordedRequest {
	method: string;
	/** Without the query. */
	path: string;
	/** Without the question mark; empty when there was none. */
	query: string;
	status: number;
	code?: number | string;
	body?: string;
}

export interface RecordedDownload {
	path: string;
	range?: string;
	authorization?: string;
}

export interface RecordedCallback {
	url: string;
	taskId: string;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into it freely
	body: any;
	/** HTTP status of the receiver; 0: not reachable; undefined: not sent, the address is not on this machine. */
	status?: number;
}

export interface Fault {
	method?: string;
	/** Tried on the path alone and on the path with its query. Without it: every API request, for `cut body` every file. */
	path?: RegExp;
	/** 1-based among the matching requests since the fault was set, default 1. */
	nth?: number;
	/** How many in a row, default 1; may be `Infinity`. */
	times?: number;
	action:
		/** the connection breaks, nothing was done */
		| 'drop before processing'
		/** everything was done, the answer never arrives */
		| 'drop after processing'
		/** processed at once, answered `delayMs` later */
		| 'delay'
		/** answered with `status`, `code` and `message`; nothing was done */
		| 'error'
		| 'error after processing'
		/** a proxy's error page with `status` (default 502) instead of the service's answer; nothing was done */
		| 'html'
		| 'html after processing'
		/** half of a JSON text; nothing was done */
		| 'cut json'
		| 'cut json after processing'
		/** answered with exactly `status`, `headers` and `body`; nothing was done. See faults.ts */
		| 'answer'
		| 'answer after processing'
		/** the service's own answer, if it is a success, after `change` has altered it. See faults.ts */
		| 'change'
		/** a download breaks half way */
		| 'cut body';
	status?: number;
	code?: number | string;
	message?: string;
	delayMs?: number;
	headers?: Record<string, string>;
	/** An object leaves as JSON, a text as it is. */
	body?: object | string;
	/** Alters the answer in place; integers beyond 2^53 are `bigint`. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer of any of the three APIs
	change?: (body: any) => void;
}
