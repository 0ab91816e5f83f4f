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
	/** As workflows hold it; the file is called so, too. */
	value: string;
	name: string;
	/** What n8n's list of nodes calls it. */
	action: string;
	description: string;
	/** Where it is offered; where a dialect has it, if absent. */
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

/** What a resource says of itself, in a file beside its operations. */
export interface ResourceDescription {
	/** As workflows hold it; the folder is called so, too. */
	value: string;
	name: string;
	/** The operation that a new node has. */
	usual: string;
	/** Operations that it has in common with others; those of its own are files. */
	shared?: readonly Operation[];
}

/** A resource as the panel shows it. */
export interface Resource extends ResourceDescription {
	displayOptions?: IDisplayOptions;
	/** By name. */
	operations: readonly Operation[];
}
