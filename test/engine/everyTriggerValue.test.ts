import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { properties as polling } from '../../nodes/KlingOmniTrigger/fields';
import { properties as callback } from '../../nodes/KlingOmniCallbackTrigger/fields';
import { startSimulator, type Simulator } from '../simulator';
import { credentials } from './kling';
import { CallbackWorkflow, PollingWorkflow } from './triggerEngine';

/** Every field of both triggers, with values that no panel gives: taken for what it means, or refused by its name when it is switched on. */

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator();
});
afterAll(async () => await service.close());

/** As expressions; a trigger has no items to take values from. */
const odd = ['""', 'null', 'undefined', '"abc"', '"7"', '-1', '({ a: 1 })', '["a"]', '1e9', 'NaN', '"maybe"', '[true]'];

const fieldsOf = (properties: INodeProperties[]) => {
	const all = properties
		.flatMap((property) =>
			property.type === 'collection'
				? (property.options as INodeProperties[]).map((inner) => ({ path: [property.name, inner.name], property: inner }))
				: [{ path: [property.name], property }],
		)
		.filter(({ property: { name, type } }) => type !== 'notice' && !['service', 'apiVersion'].includes(name));
	return [...new Map(all.map((field) => [field.path.join('.'), field])).values()];
};

/** Switches a trigger on. */
const activate = {
	polling: async (parameters: INodeParameters) => await new PollingWorkflow({ parameters, credentials: klingApi() }).activate(),
	callback: async (parameters: INodeParameters) => {
		const workflow = new CallbackWorkflow(klingApi(), parameters);
		await workflow.activate().finally(async () => await workflow.close());
	},
};
const klingApi = () => ({ klingApi: { ...credentials(service).klingApi, webhookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } });

const all = Object.entries({ polling, callback }).flatMap(([trigger, properties]) =>
	fieldsOf(properties).map((field) => ({ trigger: trigger as keyof typeof activate, at: field.path.join('.'), ...field })),
);

test.each(all)('$trigger trigger: $at', async ({ trigger, path, property }) => {
	const [outer, inner] = path as [string, string?];
	for (const value of odd) {
		const expression = `={{ ${value} }}`;
		const parameters: INodeParameters = { [outer]: inner === undefined ? expression : { [inner]: expression } };
		const refusal = await activate[trigger](parameters).then(
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
