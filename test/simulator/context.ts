import type { MediaChecks } from './check/media';
import type { FaceSessions } from './faces';
import type { Library } from './library';
import type { Task } from './tasks';

/** What a check may look at besides the request. */
export interface Context {
	media: MediaChecks;
	library: Library;
	faces: FaceSessions;
	/** A fresh link to a result file. */
	linkTo: (name: string) => string;
	/** A task of either native API by its id. */
	findTask: (taskId: string) => Task | undefined;
}
