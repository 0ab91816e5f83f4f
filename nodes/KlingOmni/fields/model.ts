import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { imageModels } from '../../kling/imageModels';
import { isOffered, videoModels, type VideoOperation } from '../../kling/models';
import { anyOther } from '../displayVariants';
import { placesIn } from '../panels';

/** The models to choose from; any other that an account may use is given by its id. */

const other = { name: 'Other', value: anyOther, description: 'Any model that your account may use, also a newer one, by its ID' };

const modelField = (options: INodePropertyOptions[], usual: string): INodeProperties[] => [
	{ displayName: 'Model', name: 'model', type: 'options', options: [...options, other], default: usual },
	{
		displayName: 'Model ID',
		name: 'modelId',
		type: 'string',
		default: '',
		placeholder: 'e.g. kling-v3-omni',
		description: 'The model’s name in Kling’s documentation',
		// not for an expression, either
		displayOptions: { hide: { model: [...new Set(options.map(({ value }) => value)), { _cnd: { startsWith: '=' } }] } },
	},
];

/** Each model is offered where the chosen service has it for the operation. */
export const model = (operation: VideoOperation, usual = 'kling-v3-omni'): INodeProperties[] =>
	modelField(
		Object.entries(videoModels).flatMap(([value, row]) => {
			const places = placesIn(operation, (dialect) => isOffered(value, dialect, operation));
			return places.map((show) => ({ name: row.label, value, ...(Object.keys(show).length ? { displayOptions: { show } } : {}) }));
		}),
		usual,
	);

export const imageModelField = modelField(
	Object.entries(imageModels).map(([value, { label: name }]) => ({ name, value })),
	'kling-v3-omni',
);
