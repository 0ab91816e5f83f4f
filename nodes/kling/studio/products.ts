import type { Job } from '../job';
import type { Product } from '../task';
import { avatar, type AvatarJob } from './avatar';
import { expand, type ExpandJob } from './expand';
import type { StudioProduct } from './product';
import { textToAudio, type TextToAudioJob } from './textToAudio';
import { videoToAudio, type VideoToAudioJob } from './videoToAudio';

/** The table of the Studio's products (contract §21). A new one is a file, a line here, and its operation. */

const products = { avatar, expand, textToAudio, videoToAudio };

export type StudioJob = AvatarJob | ExpandJob | TextToAudioJob | VideoToAudioJob;
export type StudioKind = StudioJob['kind'];

export const studioKinds = Object.keys(products) as StudioKind[];

export const isStudio = (product: Product | Job['kind']): product is StudioKind => product in products;

export const isStudioJob = (job: Job): job is StudioJob => isStudio(job.kind);

/** The description of a job's product. */
export const studioOf = <J extends Pick<StudioJob, 'kind'>>({ kind }: J) =>
	products[kind] as unknown as StudioProduct<Extract<StudioJob, { kind: J['kind'] }>>;
