/** 100,000 videos a day over 20 workers, in time that passes as fast as it can be reckoned: what the node itself decides. */
import { lookPause } from '../../nodes/KlingOmni/run/park';
import type { ListState } from '../../nodes/KlingOmniTrigger/listState';
import { Look } from '../../nodes/KlingOmniTrigger/look';
import { Allowance, askForOpen, readPages, type Watched } from '../../nodes/KlingOmniTrigger/readList';
import type { Task } from '../../nodes/kling/task';
import { backOff } from '../../nodes/kling/clock';
import { pollPause } from '../../nodes/kling/wait';
import type { Bench } from './run';

const perDay = 100_000;
const workers = 20;
const placesPerWorker = 10;
const everyMs = 86_400_000 / perDay;
/** Kling's lists show this many tasks at most (contract §4: 1,000 pages of 500). */
const mostListed = 500_000;
const hours = 4;

export const day: Bench = {
	name: 'day',
	promise: `${perDay.toLocaleString('en')} videos a day, ${workers} workers: reads per second, time from finished to handed on, memory`,
	measure: async () =>
		[
			...[145, 140].map((most) => ordering(`evenly, ${most} at once`, most, createdOf)),
			...[300, 160].map((most) => ordering(`each hour's in 10 minutes, ${most} at once`, most, hourly)),
			await byTrigger(),
			putAside(),
			waitHere(),
		].join('\n            '),
};

/** How long the video of a number takes, ms: 60 to 180 s. */
const renderOf = (number: number) => 60_000 + ((number * 7_919) % 120_001);
const createdOf = (number: number) => number * everyMs;
const endedOf = (number: number) => createdOf(number) + renderOf(number);
/** When schedules order it that start at the full hour. */
const hourly = (number: number) => {
	const time = createdOf(number);
	return time - (time % 3_600_000) * (5 / 6);
};

/** Time Limit as it is at first. */
const timeLimit = 30 * 60_000;

/**
 * Return at Once against an account whose pack lets so many tasks run at once (contract §12): every order is an execution
 * that has a place of a worker until Kling takes it. Each attempt is a read, whether the video exists, and a create.
 */
function ordering(what: string, most: number, orderedAt: (number: number) => number): string {
	const agenda = new Map<number, Array<() => void>>();
	const step = 100;
	let now = 0;
	const after = (ms: number, act: () => void) => {
		const tick = Math.ceil((now + ms) / step);
		agenda.set(tick, [...(agenda.get(tick) ?? []), act]);
	};
	let [running, places, mostPlaces, attempts, givenUp] = [0, 0, 0, 0, 0];
	const queue: number[] = [];
	const taken: number[] = [];
	const begin = () => {
		while (places < workers * placesPerWorker && queue.length > 0) {
			mostPlaces = Math.max(mostPlaces, ++places);
			offer(queue.shift()!, 1, now + timeLimit);
		}
	};
	const leave = () => {
		places--;
		begin();
	};
	const offer = (number: number, attempt: number, until: number) => {
		attempts++;
		if (running < most) {
			running++;
			taken.push(now - orderedAt(number));
			after(renderOf(number), () => running--);
			return leave();
		}
		if (now < until) return after(backOff(attempt + 1), () => offer(number, attempt + 1, until));
		givenUp++;
		leave();
	};
	for (let number = 0; number < perDay; number++) {
		after(orderedAt(number), () => {
			queue.push(number);
			begin();
		});
	}
	const last = Math.ceil(orderedAt(perDay - 1) / step);
	for (let tick = 0; tick <= last || places > 0; tick++) {
		now = tick * step;
		for (const act of agenda.get(tick) ?? []) act();
		agenda.delete(tick);
	}
	return `ordered ${what}: taken by Kling ${seconds(taken)} s, ${((attempts - perDay) / perDay).toFixed(2)} refusals a video, ${(attempts / 86_400).toFixed(1)} reads and as many creates/s, ${mostPlaces} of ${workers * placesPerWorker} places at most, ${givenUp} given up unpaid`;
}

/** The polling trigger, once a minute, on an account whose list is as long as a list can be. */
async function byTrigger(): Promise<string> {
	const start = mostListed * everyMs;
	let now = start;
	let reads = 0;
	const taskOf = (number: number): Task => {
		const isOver = endedOf(number) <= now;
		const updatedAt = isOver ? endedOf(number) : createdOf(number);
		const status = isOver ? 'succeeded' : 'processing';
		return { taskId: String(number), product: 'omniVideo', status, outputs: [], createdAt: createdOf(number), updatedAt, raw: undefined };
	};
	const dialect = {
		idsPerRead: 100,
		listPage: async (_client: unknown, _query: unknown, from = '0') => {
			reads++;
			const newest = Math.floor(now / everyMs);
			const first = newest - Number(from);
			const tasks = Array.from({ length: 500 }, (_, index) => taskOf(first - index)).filter(({ taskId }) => Number(taskId) > 0);
			const next = Number(from) + 500;
			return { tasks, ...(next < mostListed ? { next: String(next) } : {}) };
		},
		readTasks: async (_client: unknown, refs: Array<{ taskId: string }>) => {
			reads++;
			return new Map(refs.map(({ taskId }) => [taskId, taskOf(Number(taskId))]));
		},
	};
	const service = { dialect, client: undefined } as unknown as Watched['service'];
	let state: ListState | undefined;
	const handedOn = new Map<string, number>();
	let twice = 0;
	let largest = 0;
	for (let minute = 0; minute <= hours * 60; minute++, now += 60_000) {
		const look = new Look(state, now);
		const list: Watched = { service, product: 'omniVideo', look };
		const allowance = new Allowance(25, Infinity);
		await readPages(list, allowance, 22);
		await askForOpen(list, allowance, () => undefined);
		for (const { taskId } of look.due()) {
			if (handedOn.has(taskId)) twice++;
			handedOn.set(taskId, now - endedOf(Number(taskId)));
		}
		state = JSON.parse(JSON.stringify(look.close(new Map()))) as ListState;
		largest = Math.max(largest, JSON.stringify(state).length);
	}
	const due = Array.from({ length: Math.floor((now - start) / everyMs) }, (_, index) => mostListed + index);
	// what ends in the last minutes comes with the next poll
	const lost = due.filter((number) => endedOf(number) < now - 10 * 60_000 && !handedOn.has(String(number))).length;
	const perSecond = reads / ((now - start) / 1000);
	return `polling trigger, each minute, ${mostListed.toLocaleString('en')} tasks in the list: ${seconds([...handedOn.values()])} s, ${perSecond.toFixed(2)} reads/s, ${lost} not handed on, ${twice} twice, state ${(largest / 1024).toFixed(0)} KiB`;
}

/** Put aside: a read before the order, one before it is put aside, one at the end; one call of a hundred gets lost. */
function putAside(): string {
	let reads = 0;
	const late: number[] = [];
	for (let number = 0; number < perDay; number++) {
		const render = renderOf(number);
		reads += 3;
		let age = 0;
		while (age < render) {
			// n8n looks once a minute which executions are due
			age = Math.ceil((age + lookPause(age)) / 60_000) * 60_000;
			if (age < render) reads++;
		}
		late.push(number % 100 === 0 ? age - render : 0);
	}
	return `put aside, 1 of 100 calls lost: ${(reads / 86_400).toFixed(1)} reads/s; a lost call costs ${seconds(late.filter((ms) => ms > 0))} s; no place held`;
}

/** Wait Here: how many places are taken, and how often the running ones read. */
function waitHere(): string {
	let reads = 0;
	let held = 0;
	const late: number[] = [];
	for (let number = 0; number < perDay; number++) {
		const render = renderOf(number);
		let age = 0;
		for (reads++; age < render; reads++) age += pollPause(age);
		late.push(age - render);
		held += age;
	}
	const places = held / 86_400_000;
	return `Wait Here, one video each: ${seconds(late)} s, ${(reads / 86_400).toFixed(1)} reads/s, ${places.toFixed(0)} of ${workers * placesPerWorker} places taken on average; Kling must allow as many tasks at once`;
}

/** Half and nine of ten, s. */
function seconds(values: number[]): string {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))]! / 1000).toFixed(0);
	return `half after ${at(0.5)}, nine of ten after ${at(0.9)}, all after ${at(1)}`;
}
