import { byName, offers, servicesWhere } from '../fields/service';
import type { Operation, Resource, ResourceDescription, TaskKind } from './operation';
import { registry } from './registry';

/** A display condition, where not every service has it that might. */
const shownOn = (services: string[], among: string[]) =>
	services.length === among.length ? {} : { displayOptions: { show: { service: services } } };

/** A resource with its operations, each shown where a dialect has it. */
function withOperations({ shared = [], ...resource }: ResourceDescription, own: Operation[]): Resource {
	const services = servicesWhere((dialect) => offers(dialect, { resource: resource.value }));
	const operations = byName([...own, ...shared]).map((operation) => ({
		...shownOn(
			servicesWhere((dialect) => offers(dialect, { resource: resource.value, operation: operation.value })),
			services,
		),
		...operation,
	}));
	const all = servicesWhere(() => true);
	return { ...resource, ...shownOn(services, all), operations };
}

/** The resources, by name. Everything that has to know the operations asks here. */
export const resources: readonly Resource[] = byName(
	Object.values(registry).map(({ resource, operations }) => withOperations(resource, Object.values(operations))),
);

const made = resources.flatMap(({ operations }) => operations.flatMap(({ makes = [] }) => makes));

/** Every kind of task that an operation makes, once each, by name. */
export const taskKinds: readonly TaskKind[] = byName(
	made.filter(({ product }, index) => made.findIndex((other) => other.product === product) === index),
);
