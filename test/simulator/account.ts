import { Refusal, refuse } from './refusal';
import { MODEL_VERSION, roundUnits } from './prices';
import type { Job, Task } from './tasks';

export interface Deduction {
	task: Task;
	time: number;
	before: number;
	after: number;
}

/** The units and parallel places of the one Kling account, and of the one Model Studio account. */
export class Account {
	readonly total: { video: number; image: number };
	readonly #charged = { video: 0, image: 0 };
	readonly #reserved = { video: 0, image: 0 };
	readonly #running = new Map<string, number>();
	/** Every charge, oldest first. */
	readonly deductions: Deduction[] = [];

	constructor(
		units: number,
		imageUnits: number,
		private readonly concurrency: number,
	) {
		this.total = { video: units, image: imageUnits };
	}

	remaining(pack: 'video' | 'image'): number {
		return roundUnits(this.total[pack] - this.#charged[pack]);
	}

	refuseContent(job: Job): never {
		const message = 'The content may contain sensitive information and was refused';
		if (job.dialect === 'modelStudio') throw new Refusal(400, 'DataInspectionFailed', message);
		return refuse(1301, message);
	}

	/** Sets units and a place aside for a job that is about to be accepted. */
	reserve(job: Job): void {
		const { pack, units, weight } = job.charge;
		if (pack === 'none') return;
		const free = this.remaining(pack) - this.#reserved[pack];
		// Model Studio bills in its own money, which the contract does not list: there only an empty account counts
		const short = job.dialect === 'modelStudio' ? this.total[pack] <= 0 : free <= 0 || units > free;
		if (short) refuseUnpaid(job);

		const bucket = placesOf(job);
		const running = this.#running.get(bucket) ?? 0;
		if (running + weight > this.concurrency) refuseBusy(job);
		this.#running.set(bucket, running + weight);
		this.#reserved[pack] += units;
	}

	/** Frees the place at once and charges a success; a failed task costs nothing. */
	settle(task: Task, charge: boolean): void {
		const { pack, units, weight } = task.job.charge;
		if (pack === 'none') return;
		const bucket = placesOf(task.job);
		this.#running.set(bucket, (this.#running.get(bucket) ?? 0) - weight);
		this.#reserved[pack] = roundUnits(this.#reserved[pack] - units);
		if (!charge || task.dialect === 'modelStudio') return;
		const before = this.remaining(pack);
		this.#charged[pack] += units;
		this.deductions.push({ task, time: Date.now(), before, after: this.remaining(pack) });
	}
}

/** Concurrency is counted per account × model version × pack type (contract §12). */
function placesOf(job: Job): string {
	const account = job.dialect === 'modelStudio' ? 'modelStudio' : 'kling';
	return [account, MODEL_VERSION[job.model] ?? (job.model || job.product), job.charge.pack].join('/');
}

function refuseUnpaid(job: Job): never {
	if (job.dialect === 'modelStudio')
		throw new Refusal(400, 'Arrearage', 'Access denied, please make sure your account is in good standing.');
	return refuse(1102, 'Account balance not enough');
}

function refuseBusy(job: Job): never {
	if (job.dialect === 'modelStudio')
		throw new Refusal(429, 'Throttling.AllocationQuota', 'Too many tasks are running, please try again later.');
	return refuse(1303, 'parallel task over resource pack limit');
}
