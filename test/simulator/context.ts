import type { MediaChecks } from './check/media';
import type { Library } from './library';

/** What a check may look at besides the request. */
export interface Context {
  media: MediaChecks;
  library: Library;
}
