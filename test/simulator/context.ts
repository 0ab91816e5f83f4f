import type { MediaChecks } from './check/media';
import type { Library } from './library';
import type { Task } from './tasks';

/** What a check may look at besides the request. */
export interface Context {
	media: MediaChecks;
	library: Library;
	/** A task of either native API by its id. */
	findTask: (taskId: string) => Task | undefined;
}
