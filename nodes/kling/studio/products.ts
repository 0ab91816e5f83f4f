import { avatar } from './avatar';
import { expand } from './expand';
import { faces } from './faces';
import { lipSync } from './lipSync';
import type { StudioProduct } from './product';
import { speech } from './speech';
import { textToAudio } from './textToAudio';
import { videoToAudio } from './videoToAudio';

/** The table of the Studio's products (contract §21). A new one is a file, a line here, and its operation. */

const products = { avatar, expand, faces, lipSync, speech, textToAudio, videoToAudio };

export type StudioJob = { [Name in keyof typeof products]: JobOf<(typeof products)[Name]> }[keyof typeof products];
type JobOf<P> = P extends StudioProduct<infer J> ? J : never;
export type StudioKind = StudioJob['kind'];

export const studioKinds = Object.keys(products) as StudioKind[];

export const isStudio = (product: string): product is StudioKind => Object.hasOwn(products, product);

export const isStudioJob = <J extends { kind: string }>(job: J): job is Extract<J, StudioJob> => isStudio(job.kind);

/** R87: whether a product's create answers with the result, and nothing can be asked for afterwards. */
export const isAtOnce = (product: string): boolean => isStudio(product) && studioOf({ kind: product }).isAtOnce === true;

/** The description of a job's product. */
export const studioOf = <J extends Pick<StudioJob, 'kind'>>({ kind }: J) =>
	products[kind] as unknown as StudioProduct<Extract<StudioJob, { kind: J['kind'] }>>;
