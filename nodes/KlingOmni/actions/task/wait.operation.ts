import type { IExecuteFunctions, IPairedItemData } from 'n8n-workflow';
import { download, simplify, timeLimit, waitChoice } from '../../fields/completion';
import { isOpen, lookAgain } from '../../run/lookAgain';
import { parkedOf, putAside, waitsHere, whyNotPark, type ParkedItem } from '../../run/park';
import { runTaskItems } from '../../run/runTaskItems';
import { fetched } from '../../run/results';
import { TaskFailed } from '../../run/failures';
import { toItem } from '../../toItem';
import { isFinal, type Task } from '../../../kling/task';
import { taskIds, taskType } from './taskFields';
import type { Operation } from '../operation';

/** Waits for tasks from anywhere: another execution, a spreadsheet, a run that timed out. Pays for nothing. */
export const waitForTasks: Operation = {
	value: 'wait',
	name: 'Wait',
	action: 'Wait for tasks',
	description: 'Wait until tasks from anywhere are finished',
	fields: ({ taskKinds }) => [...taskType(taskKinds), taskIds, waitChoice, timeLimit, download, simplify],
	async execute() {
		const limitOf = (itemIndex: number) => Number(this.getNodeParameter('timeLimit', itemIndex)) * 60_000;
		const simplifies = (itemIndex: number) => this.getNodeParameter('simplify', itemIndex, true) as boolean;

		const parked = parkedOf(this);
		if (parked) return await lookAgain(this, parked);
		if (this.getNodeParameter('completion', 0, 'wait') === 'callback') {
			const reason = whyNotPark(this);
			if (reason) waitsHere(this, reason);
			else {
				const items = await findAll(this, simplifies);
				const until = Date.now() + Math.max(...this.getInputData().map((_, itemIndex) => limitOf(itemIndex)));
				return items.some(isOpen) ? await putAside(this, { items, until }) : await lookAgain(this, { items, until });
			}
		}
		return await runTaskItems(this, async ({ find, watch, service, itemIndex }) => {
			const tasks = await find();
			return await Promise.all(
				tasks.map(async (seen) => {
					const task = isFinal(seen) ? seen : await watch.untilFinal(seen, limitOf(itemIndex));
					if (task.status !== 'succeeded') throw new TaskFailed(task);
					return toItem(task, { itemIndex, simplify: simplifies(itemIndex), ...(await fetched(this, service, itemIndex, task)) });
				}),
			);
		});
	},
};

/** The tasks of all items as they are now; they report elsewhere, or to this execution's resume URL. */
async function findAll(context: IExecuteFunctions, simplifies: (itemIndex: number) => boolean): Promise<ParkedItem[]> {
	const found = new Map<unknown, Task>();
	const items = await runTaskItems(context, async ({ find, itemIndex }) => {
		const tasks = await find();
		for (const task of tasks) found.set(task.taskId, task);
		return tasks.map((task) => toItem(task, { itemIndex, simplify: simplifies(itemIndex) }));
	});
	return items.map(({ json, pairedItem }) => {
		const task = json.error === undefined ? found.get(json.taskId) : undefined;
		return { itemIndex: (pairedItem as IPairedItemData).item, json, ...(task ? { task } : {}) };
	});
}
