/** What the package makes of a model that its table has got a row for: run in a copy, with the row in it. */
import { NodeHelpers, type INode, type INodeParameters, type INodePropertyOptions } from 'n8n-workflow';
import { properties } from '../../../nodes/KlingOmni/properties';
import { dialect as current } from '../../../nodes/kling/dialects/current.dialect';
import { videoJob, type VideoJob } from '../../../nodes/kling/videoJob';
import { estimate } from '../../../nodes/kling/pricing';
import { adjust, checkRules } from '../../../nodes/kling/rules/checkRules';
import { modelTable } from '../../../scripts/modelTable';

const model = 'kling-v4';
const url = 'https://media.example.org/a.png';

/** The options of a field that the panel shows, or its bounds. */
function shown(name: string, values: INodeParameters): unknown {
	const chosen = {
		service: 'kling',
		apiVersion: 'current',
		resource: 'video',
		model: { __rl: true, mode: 'list', value: model },
		...values,
	};
	const field = properties.find((one) => one.name === name && NodeHelpers.displayParameter(chosen, one, { typeVersion: 1 } as INode, null));
	return field?.options ? (field.options as INodePropertyOptions[]).map(({ value }) => value) : field?.typeOptions;
}

const job = (operation: VideoJob['operation'], others: object = {}) =>
	adjust(videoJob.parse({ operation, model, prompt: 'a boat', ...others }), current);
const problems = (operation: VideoJob['operation'], others: object) =>
	checkRules(job(operation, others), current)
		.filter(({ severity }) => severity === 'error')
		.map(({ message }) => message);
const spoken = 'She says "bom dia, você quer um café com leite?"';
const rows = (count: number) => Array.from({ length: count }, () => ({ url }));
const edited = { video: { role: 'base', media: { url } }, sound: true };

process.stdout.write(
	JSON.stringify({
		panel: {
			ratios: shown('aspectRatio', { operation: 'textToVideo' }),
			quality: shown('quality', { operation: 'textToVideo' }),
			duration: shown('duration', { operation: 'textToVideo', shots: 'single' }),
			sound: shown('sound', { operation: 'textToVideo' }) ?? 'not asked',
		},
		fine: [
			...problems('textToVideo', { duration: 30, aspectRatio: '21:9' }),
			...problems('referenceToVideo', { images: rows(10), prompt: 'x', aspectRatio: 'auto', duration: 30 }),
			...problems('editVideo', edited),
		],
		refused: [
			...problems('textToVideo', { duration: 31 }),
			...problems('textToVideo', { quality: '4k' }),
			...problems('referenceToVideo', { images: rows(11) }),
			...problems('referenceToVideo', { images: rows(9), elements: Array.from({ length: 7 }, (_, index) => ({ id: String(index) })) }),
		],
		other: checkRules(
			adjust(videoJob.parse({ operation: 'textToVideo', model: 'kling-v3', prompt: 'a boat', aspectRatio: '21:9' }), current),
			current,
		).map(({ message, remedy }) => `${message}. ${remedy}`),
		hints: [model, 'kling-v3'].flatMap((id) =>
			checkRules(videoJob.parse({ operation: 'textToVideo', model: id, prompt: spoken, sound: true, duration: 5 }), current).map(
				({ message, remedy }) => `${message}. ${remedy}`,
			),
		),
		price: {
			words: estimate(job('textToVideo', { duration: 10, quality: '1080p' }), 'omniVideo')?.units,
			edit: estimate(job('editVideo', { ...edited, quality: '720p' }), 'omniVideo', { videoSeconds: 8 })?.units,
			imitated: estimate(
				job('referenceToVideo', { video: { role: 'feature', media: { url } }, duration: 10, quality: '720p' }),
				'omniVideo',
				{ videoSeconds: 3 },
			)?.units,
		},
		sent: current.encode(job('textToVideo', { aspectRatio: '21:9', duration: 30, quality: '1080p' }), 'key'),
		table: modelTable()
			.split('\n')
			.filter((line) => line.includes('Kling 4.0')),
	}),
);
