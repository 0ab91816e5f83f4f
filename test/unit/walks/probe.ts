/** What the package makes of what the walks add: run in a copy, with all of it in. */
import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { taskKinds } from '../../../nodes/KlingOmni/actions';
import { dialectOf, serviceCredentials } from '../../../nodes/KlingOmni/fields/service';
import { properties as panel } from '../../../nodes/KlingOmni/properties';
import { subtitle } from '../../../nodes/KlingOmni/subtitle';
import { properties as trigger } from '../../../nodes/KlingOmniTrigger/fields';
import { dialectWith } from '../../../nodes/kling/dialects';
import { estimate } from '../../../nodes/kling/pricing';
import { checkRules } from '../../../nodes/kling/rules/checkRules';
import { studioOf } from '../../../nodes/kling/studio/products';
import { videoJob } from '../../../nodes/kling/videoJob';
import { n8n } from '../../../package.json';
import { errorTable } from '../../../scripts/errorTable';
import { modelTable } from '../../../scripts/modelTable';
import { schemas } from '../../../scripts/schemas';
import { videoContents } from '../messages/videoContents';

/** The fields that the panel shows, with the values of their choices. */
function shown(properties: INodeProperties[], values: INodeParameters): Record<string, unknown> {
	const isShown = (one: INodeProperties | INodePropertyOptions) =>
		NodeHelpers.displayParameter(values, one, { typeVersion: 1 } as INode, null);
	const fields = properties.filter(isShown);
	const choices = fields.map(
		({ name, options = [] }) => [name, (options as INodePropertyOptions[]).filter(isShown).map(({ value }) => value)] as const,
	);
	return Object.fromEntries(choices);
}

const kling = { service: 'kling', apiVersion: 'classic' };
const reseller = dialectOf({ service: 'reseller' });
const words = videoJob.parse({ operation: 'textToVideo', model: 'kling-v3-omni', prompt: 'a boat' });
// a product that is in the copy only
const tuneKind = 'tune' as 'textToAudio';
const tune = studioOf({ kind: tuneKind }).schema.parse({ prompt: 'a waltz' });
const [ruleRow] = videoContents;

process.stdout.write(
	JSON.stringify({
		model: modelTable().includes('Kling 4.0'),
		operation: {
			offered: shown(panel, { ...kling, resource: 'task', operation: 'get' }).operation,
			fields: Object.keys(shown(panel, { ...kling, resource: 'task', operation: 'expiry' })),
			subtitle: subtitle.includes('Task: Get Expiry'),
		},
		product: {
			offered: shown(panel, { ...kling, resource: 'audio', operation: 'tune' }).operation,
			kind: taskKinds.find(({ product }) => product === tuneKind)?.name,
			watched: shown(trigger, kling).watch,
			sent: dialectWith('classic').encode(tune, 'key'),
			cost: estimate(tune, tuneKind)?.units,
			schema: 'KlingOmni/audio/tune' in schemas(),
		},
		dialect: {
			id: reseller.id,
			offered: shown(panel, { resource: 'video', operation: 'textToVideo' }).service,
			resources: shown(panel, { service: 'reseller' }).resource,
			operations: shown(panel, { service: 'reseller', resource: 'video' }).operation,
			models: shown(panel, { service: 'reseller', resource: 'video', operation: 'textToVideo' }).model,
			credential: serviceCredentials.find(({ name }) => name === 'klingResellerApi')?.displayOptions,
			sent: reseller.encode(words, ''),
			page: errorTable().includes('## Reseller'),
			loaded: n8n.credentials.includes('dist/credentials/KlingResellerApi.credentials.js'),
		},
		rule: checkRules({ ...words, prompt: 'a SHOUT' }, dialectWith('classic')).map(({ message }) => message),
		ruleCase: ruleRow?.[5],
	}),
);
