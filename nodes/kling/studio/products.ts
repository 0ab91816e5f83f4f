import type { Product } from '../task';
import { avatar, type AvatarJob } from './avatar';
import { expand, type ExpandJob } from './expand';
import { faces, type FacesJob } from './faces';
import { lipSync, type LipSyncJob } from './lipSync';
import type { StudioProduct } from './product';
import { speech, type SpeechJob } from './speech';
import { textToAudio, type TextToAudioJob } from './textToAudio';
import { videoToAudio, type VideoToAudioJob } from './videoToAudio';

/** The table of the Studio's products (contract §21). A new one is a file, a line here, and its operation. */

const products = { avatar, expand, faces, lipSync, speech, textToAudio, videoToAudio };

export type StudioJob = AvatarJob | ExpandJob | FacesJob | LipSyncJob | SpeechJob | TextToAudioJob | VideoToAudioJob;
export type StudioKind = StudioJob['kind'];

export const studioKinds = Object.keys(products) as StudioKind[];

export const isStudio = (product: string): product is StudioKind => product in products;

export const isStudioJob = <J extends { kind: string }>(job: J): job is Extract<J, StudioJob> => isStudio(job.kind);

/** R87: whether a product's create answers with the result, and nothing can be asked for afterwards. */
export const isAtOnce = (product: Product): boolean => isStudio(product) && studioOf({ kind: product }).isAtOnce === true;

/** The description of a job's product. */
export const studioOf = <J extends Pick<StudioJob, 'kind'>>({ kind }: J) =>
	products[kind] as unknown as StudioProduct<Extract<StudioJob, { kind: J['kind'] }>>;
