import type { Fault } from './types';

/** The faults a test has ordered, and how many matching requests each has seen. */
export class Faults {
	#ordered: { fault: Fault; seen: number }[] = [];

	add(fault: Fault): void {
		this.#ordered.push({ fault, seen: 0 });
	}

	clear(): void {
		this.#ordered = [];
	}

	/** Counts a request for every fault that fits it and returns the first one that is due. */
	next(method: string, url: string, isFile: boolean): Fault | undefined {
		let due: Fault | undefined;
		for (const entry of this.#ordered) {
			if (!fits(entry.fault, method, url, isFile)) continue;
			entry.seen += 1;
			const first = entry.fault.nth ?? 1;
			const isDue = entry.seen >= first && entry.seen < first + (entry.fault.times ?? 1);
			if (isDue && !due) due = entry.fault;
		}
		return due;
	}
}

function fits(fault: Fault, method: string, url: string, isFile: boolean): boolean {
	if (fault.method && fault.method.toUpperCase() !== method) return false;
	if (!fault.path) return isFile === (fault.action === 'cut body');
	// a copy, because a pattern with the g flag remembers where it stopped
	const pattern = new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, ''));
	return pattern.test(url) || pattern.test(url.split('?')[0] ?? '');
}
