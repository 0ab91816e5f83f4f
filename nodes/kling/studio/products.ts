import type { StudioProduct } from './product';
import { registry } from './registry';

/** The products of the Studio (contract §21), each of them a file. */

export type StudioJob = { [Name in keyof typeof registry]: JobOf<(typeof registry)[Name]> }[keyof typeof registry];
type JobOf<P> = P extends StudioProduct<infer J> ? J : never;
export type StudioKind = StudioJob['kind'];

export const studioKinds = Object.keys(registry) as StudioKind[];

export const isStudio = (product: string): product is StudioKind => Object.hasOwn(registry, product);

export const isStudioJob = <J extends { kind: string }>(job: J): job is Extract<J, StudioJob> => isStudio(job.kind);

/** R87: whether a product's create answers with the result, and nothing can be asked for afterwards. */
export const isAtOnce = (product: string): boolean => isStudio(product) && studioOf({ kind: product }).isAtOnce === true;

/** The description of a job's product. */
export const studioOf = <J extends Pick<StudioJob, 'kind'>>({ kind }: J) =>
	registry[kind] as unknown as StudioProduct<Extract<StudioJob, { kind: J['kind'] }>>;
