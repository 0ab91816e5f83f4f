import type { Resource } from '../operation';
import { cancelTasks } from './cancel.operation';
import { downloadTasks } from './download.operation';
import { getTasks } from './get.operation';
import { getManyTasks } from './getMany.operation';
import { waitForTasks } from './wait.operation';

export const task: Resource = {
	value: 'task',
	name: 'Task',
	usual: 'get',
	operations: [cancelTasks, downloadTasks, getTasks, getManyTasks, waitForTasks],
};
