import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { dialects } from '../../kling/dialects';
import { isOffered, qualities, videoModels, type UnitPrices, type VideoModel, type VideoOperation } from '../../kling/models';
import { usdPerVideoUnit } from '../../kling/pricing';
import { listed } from '../../kling/values';
import { anyOther, withoutOther } from '../displayVariants';
import { placesIn } from '../panels';
import { servicesWhere } from './service';

/** What a person should know before Execute: what a video costs, and that a model is not to be had. */

const notice: INodeProperties = { displayName: '', name: 'notice', type: 'notice', default: '' };

/** A model stays chosen when the service or the operation changes, also where that does not have it. */
export function modelNotice(operation: VideoOperation): INodeProperties[] {
	const missing = dialects.map((dialect) => ({
		dialect,
		models: Object.keys(videoModels).filter((id) => !isOffered(id, dialect, operation)),
	}));
	const everywhere = Object.keys(videoModels).filter((id) => missing.every(({ models }) => models.includes(id)));
	const says = (models: string[], show = {}): INodeProperties[] =>
		models.length
			? [
					{
						...notice,
						displayName: 'The chosen model is not offered here for this operation. Choose another model.',
						name: 'modelNotice',
						displayOptions: { ...(Object.keys(show).length ? { show } : {}), hide: { model: otherModels(models) } },
					},
				]
			: [];
	return [
		...says(everywhere),
		...missing.flatMap(({ dialect, models }) => {
			const others = models.filter((id) => !everywhere.includes(id));
			return placesIn(operation, (one) => one === dialect).flatMap((show) => says(others, show));
		}),
	];
}

/** What hides a field for all models but some. */
const otherModels = (models: string[]) => withoutOther([...Object.keys(videoModels).filter((id) => !models.includes(id)), anyOther]);

/** The length that prices are told for, seconds; the usual one. */
const usual = 5;

/** What a video costs by Kling's list; Model Studio has prices of its own. */
export function priceNotice(operation: VideoOperation): INodeProperties[] {
	const hasVideo = operation === 'editVideo' || operation === 'motionControl';
	const mayHaveVideo = operation === 'referenceToVideo';
	const told = (kind: 'words' | 'video', hide: IDisplayOptions['hide'] = {}) =>
		Object.entries(videoModels).flatMap(([id, model]): INodeProperties[] => {
			const text = kind === 'words' ? priceOfWords(model, operation) : priceOfVideo(model, operation);
			if (!model.operations.includes(operation) || !text) return [];
			const displayOptions = {
				show: { service: servicesWhere(({ hasListPrices }) => hasListPrices) },
				hide: { model: otherModels([id]), ...hide },
			};
			return [{ ...notice, displayName: text, name: 'priceNotice', displayOptions }];
		});
	return [
		...(hasVideo ? [] : told('words', mayHaveVideo ? { video: [{ _cnd: { exists: true } }] } : {})),
		...(hasVideo ? told('video') : mayHaveVideo ? told('video', { video: [''] }) : []),
	];
}

function priceOfWords({ prices: { silent, sound, voice }, sound: has }: VideoModel, operation: VideoOperation): string {
	const withSound = has === 'choice' && sound ? `; with sound ${priceList(sound)}` : '';
	const withVoices = voice && operation === 'imageToVideo' ? `; with voices ${priceList(voice)}` : '';
	return `Price of ${usual} seconds: ${priceList(has === 'always' && sound ? sound : silent)}${withSound}${withVoices}. ${unit}`;
}

function priceOfVideo({ prices: { video, motion } }: VideoModel, operation: VideoOperation): string | undefined {
	const prices = operation === 'motionControl' ? motion : video;
	const of = operation === 'referenceToVideo' ? `${usual} seconds with a reference video` : `every ${usual} seconds of the source video`;
	return prices && `Price of ${of}: ${priceList(prices)}. ${unit}`;
}

const unit = `A unit is US$ ${usdPerVideoUnit}.`;

/** "US$ 0.42 in 720p and US$ 0.56 in 1080p" */
const priceList = (prices: UnitPrices) =>
	listed(
		qualities.flatMap((quality) => {
			const units = prices[quality];
			return units === undefined ? [] : [`US$ ${(units * usual * usdPerVideoUnit).toFixed(2)} in ${quality === '4k' ? '4K' : quality}`];
		}),
		'and',
	);
