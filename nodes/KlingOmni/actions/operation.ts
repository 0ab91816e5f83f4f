import type { IDisplayOptions, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Product } from '../../kling/task';

/** A kind of task, as the task operations and the trigger know it. */
export interface TaskKind {
	product: Product;
	name: string;
	description: string;
	/** The trigger can watch for it. */
	canBeWatched?: true;
}

/** All that the node says of an operation and does for it; each stands in a file of its own, which the panel is built from. */
export interface Operation {
	/** As workflows hold it. */
	value: string;
	name: string;
	/** What n8n's list of nodes calls it. */
	action: string;
	description: string;
	/** Where it is offered; everywhere, if absent. */
	displayOptions?: IDisplayOptions;
	/** What a person fills in, from top to bottom. The build works it out, so it costs nothing at start. */
	fields: (panel: Panel) => INodeProperties[];
	/** Takes all items side by side. */
	execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[]>;
	/** The kinds of tasks that it makes. */
	makes?: readonly TaskKind[];
}

/** What the fields of an operation may ask about the others. */
export interface Panel {
	/** Everything that any operation makes, by name. */
	taskKinds: readonly TaskKind[];
}

export interface Resource {
	value: string;
	name: string;
	displayOptions?: IDisplayOptions;
	/** The operation that a new node has. */
	usual: string;
	/** By name. */
	operations: readonly Operation[];
}
