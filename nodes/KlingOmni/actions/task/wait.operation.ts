import type { IExecuteFunctions, IPairedItemData } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { flag, flagOn, oneOf } from '../../../kling/values';
import { download, simplify, timeLimit, waitChoice } from '../../fields/completion';
import { practiceOptions } from '../../fields/practice';
import { readItem } from '../../parameters';
import { givingIn, timeLimit as limitOf, usualOptions } from '../../readOptions';
import { oneForAll } from '../../run/oneForAll';
import { isOpen, lookAgain } from '../../run/lookAgain';
import { parkedOf, putAside, waitsHere, whyNotPark, type ParkedItem } from '../../run/park';
import { runTaskItems } from '../../run/runTaskItems';
import { resultFiles } from '../../run/results';
import { assertResult } from '../../run/failures';
import { toItem } from '../../toItem';
import { isFinal, lacksResult } from '../../../kling/task';
import { taskIds, taskRefs, taskType } from './taskFields';
import type { Operation } from '../operation';
import { isTool } from '../../run/asTool';

const parameters = z.object({
	...taskRefs,
	completion: z._default(oneOf(['wait', 'callback']), 'wait'),
	timeLimit: limitOf,
	download: flag,
	simplify: flagOn,
});

/** Waits for tasks from anywhere: another execution, a spreadsheet, a run that timed out. Pays for nothing. */
export const operation: Operation = {
	value: 'wait',
	name: 'Wait',
	action: 'Wait for tasks',
	description: 'Wait until tasks from anywhere are finished',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds, waitChoice, timeLimit, download, simplify, practiceOptions],
	async execute() {
		const parked = parkedOf(this);
		if (parked) return await lookAgain(this, parked);
		const all = await readAll(this);
		if (oneForAll(this, 'Completion', all) === 'callback') {
			const reason = whyNotPark(this);
			if (reason) waitsHere(this, reason);
			else {
				const items = await findAll(this);
				const until = Date.now() + Math.max(...all.map(({ limit }) => limit));
				return items.some(isOpen) ? await putAside(this, { items, until }) : await lookAgain(this, { items, until });
			}
		}
		return await runTaskItems(this, async ({ forEach, watch, service, itemIndex }) => {
			const { simplify: simple, timeLimit: limit, download: wantsFile, ...refs } = readItem(this, itemIndex, parameters);
			return await forEach(
				refs,
				async (seen) => {
					const task = isFinal(seen) && !lacksResult(seen) ? seen : await watch.untilFinal(seen, limit);
					assertResult(task);
					const files = wantsFile && !isTool(this) ? { binary: await resultFiles(this, service, task) } : {};
					return toItem(task, { itemIndex, simplify: simple, ...files });
				},
				'unreadable ones run',
			);
		});
	},
};

/** What counts for the node as a whole. An item that cannot be read is its own fault, later. */
async function readAll(context: IExecuteFunctions) {
	const read = context.getInputData().map(async (_, itemIndex) => {
		const { completion, timeLimit: limit } = readItem(context, itemIndex, parameters);
		return { itemIndex, value: completion, limit };
	});
	return (await Promise.allSettled(read)).flatMap((item) => (item.status === 'fulfilled' ? [item.value] : []));
}

/** The tasks of all items as they are now; they report elsewhere, or to this execution's resume URL. */
async function findAll(context: IExecuteFunctions): Promise<ParkedItem[]> {
	const found = new Map<unknown, Pick<ParkedItem, 'task' | 'giving'>>();
	const items = await runTaskItems(context, async ({ forEach, itemIndex }) => {
		const { simplify: simple, download: wantsFile, ...refs } = readItem(context, itemIndex, parameters);
		return await forEach(
			refs,
			(task) => {
				found.set(task.taskId, { task, giving: { ...givingIn(usualOptions), simplify: simple, download: wantsFile } });
				return toItem(task, { itemIndex, simplify: simple });
			},
			'unreadable ones run',
		);
	});
	return items.map(({ json, pairedItem }) => {
		const seen = json.error === undefined ? found.get(json.taskId) : undefined;
		return { itemIndex: (pairedItem as IPairedItemData).item, json, giving: givingIn(usualOptions), ...seen };
	});
}
