import type { ImageJob } from './imageJob';
import type { ElementJob, VoiceJob } from './libraryJobs';
import type { StudioJob } from './studio/products';
import type { VideoJob } from './videoJob';

/** Anything that can be ordered. */
export type Job = VideoJob | ImageJob | ElementJob | VoiceJob | StudioJob;
