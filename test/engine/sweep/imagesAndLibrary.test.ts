import { imageModels } from '../../../nodes/kling/imageModels';
import { expectAccepted, patience } from './sweep';

const service = { service: 'kling' };

test(
	'no state of the panels for images, elements and voices makes a request that Kling refuses',
	async () =>
		await expectAccepted(
			[
				{ start: { ...service, resource: 'image', operation: 'generate' }, models: Object.keys(imageModels) },
				{ start: { ...service, resource: 'element', operation: 'create' } },
				{ start: { ...service, resource: 'voice', operation: 'create' } },
			],
			1_000,
			// the item holds no id of a video whose sound could become a voice
			['R47', '§3'],
		),
	patience,
);
