import type { IDataObject, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { dialects } from '../../kling/dialects';
import type { DialectApi } from '../../kling/dialects/dialect';

/** Where the work is done: Service and API Version lead to a wire dialect, which says so itself. */

/** Resources that every dialect has. */
const everywhere = ['task', 'video'];

const usual = dialects[0]!;

const distinct = <T>(values: T[]): T[] => [...new Set(values)];

/** In the order in which lists show them. */
export const byName = <T extends { name: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => a.name.localeCompare(b.name));

/** The dialects behind one value of Service, the usual one first. */
const dialectsOf = (service: unknown) => dialects.filter((dialect) => dialect.service.value === service);

/** The services of the dialects that can do something. */
export const servicesWhere = (can: (dialect: DialectApi) => boolean): string[] =>
	distinct(dialects.filter(can).map(({ service }) => service.value));

/** Where in the panel the dialects stand that can do something: alternatives of what Service and API Version have to be. */
export function placesOf(can: (dialect: DialectApi) => boolean): Array<Record<string, string[]>> {
	if (dialects.every(can)) return [{}];
	const whole = servicesWhere(can).filter((service) => dialectsOf(service).every(can));
	const parts = servicesWhere(can).filter((service) => !whole.includes(service));
	const versions = (service: string) => dialectsOf(service).flatMap((dialect) => (can(dialect) ? (dialect.apiVersion?.value ?? []) : []));
	return [
		...parts.map((service) => ({ service: [service], apiVersion: versions(service) })),
		...(whole.length ? [{ service: whole }] : []),
	];
}

/** Every operation of Video that is not everywhere by itself. */
const videoOperations: string[] = distinct(dialects.flatMap(({ operations }) => operations));

/** What one dialect alone of a service has, whatever API Version says: resources, and operations of videos. */
const onOneVersion = {
	resource: distinct(dialects.flatMap(({ resources }) => resources)).filter((resource) => isOnOneVersion({ resource })),
	operation: videoOperations.filter((operation) => isOnOneVersion({ resource: 'video', operation })),
};

function isOnOneVersion(wanted: IDataObject): boolean {
	return servicesWhere(({ apiVersion }) => apiVersion !== undefined).every(
		(service) => dialectsOf(service).filter((dialect) => offers(dialect, wanted)).length <= 1,
	);
}

/** Whether a dialect has what the panel shows. */
export function offers({ resources, operations }: DialectApi, { resource = 'task', operation }: IDataObject): boolean {
	const isThere = everywhere.includes(String(resource)) || resources.includes(String(resource));
	return isThere && (!videoOperations.includes(String(operation)) || operations.some((one) => one === operation));
}

const withVersions = { show: { service: servicesWhere(({ apiVersion }) => apiVersion !== undefined) } };

const choice = { type: 'options', noDataExpression: true } as const;

export const service: INodeProperties[] = [
	{
		...choice,
		displayName: 'Service',
		name: 'service',
		options: byName(servicesWhere(() => true).map((value) => dialectsOf(value)[0]!.service)),
		default: usual.service.value,
	},
	{
		...choice,
		displayName: 'API Version',
		name: 'apiVersion',
		options: byName(dialects.flatMap(({ apiVersion }) => apiVersion ?? [])),
		default: usual.apiVersion?.value,
		displayOptions: withVersions,
	},
];

/** The same before a Resource and an Operation, some of which are on one version only. */
export const serviceOfOperation = service.map((field): INodeProperties =>
	field.name === 'apiVersion' ? { ...field, displayOptions: { ...withVersions, hide: onOneVersion } } : field,
);

/** The credential of each service. n8n then hides Service: the credential that a person picks decides it. */
export const serviceCredentials: INodeCredentialDescription[] = distinct(dialects.map(({ credential }) => credential)).map((name) => ({
	name,
	required: true,
	displayOptions: { show: { service: servicesWhere(({ credential }) => credential === name) } },
}));

/** The dialect that a panel's choices lead to, or the usual one of the service where that does not have what is chosen. */
export function dialectOf(panel: IDataObject): DialectApi {
	const ofService = dialectsOf(panel.service ?? usual.service.value);
	const able = ofService.filter((dialect) => offers(dialect, panel));
	const candidates = able.length ? able : ofService;
	return candidates.find(({ apiVersion }) => apiVersion?.value === panel.apiVersion) ?? candidates[0] ?? usual;
}
