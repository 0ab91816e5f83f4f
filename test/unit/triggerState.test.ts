import type { Task } from '../../nodes/kling/task';
import { bounds, type ListState } from '../../nodes/KlingOmniTrigger/listState';
import { Look } from '../../nodes/KlingOmniTrigger/look';
import { minute, start } from './triggerRun';

/** What one look at a list makes of it, rule by rule. */

const task = (taskId: string, status: Task['status'], createdAt: number, updatedAt?: number): Task => ({
	taskId,
	product: 'omniVideo',
	status,
	outputs: [],
	createdAt: start + createdAt * minute,
	...(updatedAt === undefined ? {} : { updatedAt: start + updatedAt * minute }),
	raw: {},
});
/** A look at one page, `at` minutes after the start. */
const look = (state: ListState | undefined, at: number, tasks: Task[], next?: string) => {
	const taken = new Look(state, start + at * minute);
	taken.take({ tasks, ...(next ? { next } : {}) });
	return taken;
};
const ids = (taken: Look) => taken.due().map(({ taskId }) => taskId);
const closed = (taken: Look, kept: Record<string, number> = {}) => taken.close(new Map(Object.entries(kept)));
const first = (...tasks: Task[]) => closed(look(undefined, 0, tasks));

test('what has ended when the trigger is switched on is old, what runs is not', () => {
	const state = first(task('old', 'succeeded', -30, -20), task('running', 'processing', -3000, -2999));
	const taken = look(state, 1, [task('old', 'succeeded', -30, -20), task('running', 'succeeded', -3000, 0.5)]);
	expect(ids(taken)).toEqual(['running']);
});

test('an answer that is empty by mistake does not make old tasks new', () => {
	expect(ids(look(first(), 1, [task('old', 'succeeded', -30, -20)]))).toEqual([]);
	expect(ids(look(first(), 1, [task('new', 'succeeded', 0, 0.5)]))).toEqual(['new']);
});

test('a task that was seen running is handed over whatever its entry says about its end', () => {
	const state = first(task('a', 'processing', -1, -1), task('b', 'processing', -1, -1));
	const taken = look(state, 1, [task('a', 'succeeded', -1), task('b', 'succeeded', -1, -5000)]);
	expect(ids(taken).sort()).toEqual(['a', 'b']);
	expect(ids(look(closed(taken), 2, [task('a', 'succeeded', -1), task('b', 'succeeded', -1, -5000)]))).toEqual([]);
});

test('a final entry without an end that was never seen running is left alone', () => {
	expect(ids(look(first(), 1, [task('a', 'succeeded', 0)]))).toEqual([]);
});

test('of contradicting entries the final one counts, and the other one does not bring it back', () => {
	const entries = [task('a', 'processing', 0, 0), task('a', 'succeeded', 0, 1), task('a', 'processing', 0, 0)];
	const taken = look(first(), 1, entries);
	expect(ids(taken)).toEqual(['a']);
	const again = look(closed(taken), 2, entries);
	expect(ids(again)).toEqual([]);
	expect(closed(again).open).toEqual([]);
});

test('a look that is not over leaves the cursor, and the next one goes on', () => {
	const state = { ...first(task('z', 'succeeded', -600, -590)), since: start - 590 * minute };
	const half = look(state, 600, [task('late', 'succeeded', -500, 599)], '2');
	half.stop();
	expect(ids(half)).toEqual(['late']);
	const after = closed(half);
	expect(after).toMatchObject({ since: state.since, pause: { from: '2' } });
	const rest = look(after, 601, [task('early', 'succeeded', -550, -540), task('late', 'succeeded', -500, 599)]);
	expect(ids(rest)).toEqual(['early']);
	expect(closed(rest).pause).toBeUndefined();
});

test('the cursor moves to what was known two hours and ten looks ago, and forgets what lies before', () => {
	let state = first();
	const { since } = state;
	const pass = (from: number, to: number, by: number) => {
		for (let at = from; at <= to; at += by) state = closed(look(state, at, [task(`t${at}`, 'succeeded', at - 2, at - 1)]));
	};
	pass(1, 239, 1);
	expect(state.since).toBe(since);
	pass(240, 240, 1);
	// the mark of the 120th minute
	expect(state.since).toBe(start + 119 * minute);
	pass(241, 481, 1);
	expect(state.done.length).toBeLessThan(400);
	// a day of few looks moves nothing
	const before = state.since;
	pass(681, 681 + 7 * 200, 200);
	expect(state.since).toBe(before);
});

test('a failed page leaves the cursor, and the next look begins anew', () => {
	const state = { ...first(), since: start - 590 * minute };
	const half = look(state, 600, [task('late', 'succeeded', 500, 599)], '2');
	half.abandon();
	const after = closed(half);
	expect(after.since).toBe(state.since);
	expect(after.pause).toBeUndefined();
});

test('a list in order is read as far as it is new, one in disorder to its end', () => {
	const state = first(task('known', 'succeeded', -1, -1));
	const inOrder = [task('b', 'processing', 1), task('known', 'succeeded', -1, -1), task('older', 'succeeded', -100, -90)];
	expect(new Look(state, start + 2 * minute).take({ tasks: inOrder, next: '2' })).toBe(true);
	expect(new Look(state, start + 2 * minute).take({ tasks: [...inOrder].reverse(), next: '2' })).toBe(false);
	// after an hour it is read to its end in any case
	expect(new Look(state, start + 61 * minute).take({ tasks: inOrder, next: '2' })).toBe(false);
});

test('an open task that the list no longer shows is asked for, and given up a day after it is unknown', () => {
	const state = first(task('slow', 'processing', -100));
	const taken = look(state, 1, []);
	expect(taken.unseen()).toEqual(['slow']);
	expect(taken.asked('slow', task('slow', 'succeeded', -100, 0.5))).toBe(true);
	expect(ids(taken)).toEqual(['slow']);
	const unknown = look(state, 2, []);
	expect(unknown.asked('slow', undefined)).toBe(true);
	expect(closed(unknown).open).toHaveLength(1);
	const dayLater = look(closed(unknown), 24 * 60, []);
	expect(dayLater.asked('slow', undefined)).toBe(false);
	expect(closed(dayLater).open).toEqual([]);
});

test('a task that is kept is due again, with its failed attempts', () => {
	const taken = look(first(), 1, [task('a', 'succeeded', 0, 1)]);
	const state = closed(taken, { a: 1 });
	const again = look(JSON.parse(JSON.stringify(state)) as ListState, 300, []);
	expect(again.unseen()).toEqual(['a']);
	expect(again.attempts('a')).toBe(1);
});

test('12,000 tasks that end at once are handed over once, and the memory of them is bounded', () => {
	const many = Array.from({ length: 12_000 }, (_, index) => task(`t${index}`, 'succeeded', index / 1000, 20));
	const taken = look(first(), 30, many);
	expect(ids(taken)).toHaveLength(12_000);
	const state = closed(taken);
	expect(state.done.length).toBeLessThanOrEqual(bounds.done);
	expect(ids(look(state, 31, many))).toEqual([]);
});

test('an entry from the future does not move the cursor past what is still to come', () => {
	const taken = look(first(), 1, [task('future', 'succeeded', 0, 20 * 60), task('wild', 'succeeded', 0, 1e7)]);
	expect(ids(taken).sort()).toEqual(['future', 'wild']);
	const next = look(closed(taken), 2, [
		task('future', 'succeeded', 0, 20 * 60),
		task('wild', 'succeeded', 0, 1e7),
		task('b', 'succeeded', 1, 1.5),
	]);
	expect(ids(next)).toEqual(['b']);
});
