import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { properties } from '../../nodes/KlingOmniTrigger/fields';
import { startSimulator, type Simulator } from '../simulator';
import { credentials } from './kling';
import { PollingWorkflow } from './triggerEngine';

/** Every field of the polling trigger, with values that no panel gives: taken for what it means, or refused by its name when it is switched on. */

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator();
});
afterAll(async () => await service.close());

/** As expressions; a trigger has no items to take values from. */
const odd = ['""', 'null', 'undefined', '"abc"', '"7"', '-1', '({ a: 1 })', '["a"]', '1e9', 'NaN', '"maybe"', '[true]'];

const fields = properties
	.flatMap((property) =>
		property.type === 'collection'
			? (property.options as INodeProperties[]).map((inner) => ({ path: [property.name, inner.name], property: inner }))
			: [{ path: [property.name], property }],
	)
	.filter(({ property: { name, type } }) => type !== 'notice' && !['service', 'apiVersion'].includes(name));

test.each([...new Map(fields.map((field) => [field.path.join('.'), field])).entries()])('%s', async (_, { path, property }) => {
	const [outer, inner] = path as [string, string?];
	for (const value of odd) {
		const expression = `={{ ${value} }}`;
		const parameters: INodeParameters = { [outer]: inner === undefined ? expression : { [inner]: expression } };
		const workflow = new PollingWorkflow({ parameters, credentials: { klingApi: credentials(service).klingApi } });
		const refusal = await workflow.activate().then(
			() => '',
			({ message }: Error) => message,
		);
		const isNamed = refusal === '' || refusal.startsWith(property.displayName);
		expect({ value, refusal, isNamed }).toEqual({ value, refusal, isNamed: true });
		// what has no meaning at all is not taken for the usual
		if (property.type !== 'string' && ['"maybe"', '({ a: 1 })', '["a"]'].includes(value))
			expect({ value, refusal }).not.toEqual({ value, refusal: '' });
	}
});
