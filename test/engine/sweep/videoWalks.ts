import { modelsFor, videoOperations, type VideoOperation } from '../../../nodes/kling/models';
import type { PanelWalk } from './sweep';
import { type Dialect, dialectWith } from '../../dialects';

/** The panel of a video operation on one API, with every model that the API has for it. */
export const videoWalk = (dialect: Dialect, operation: VideoOperation): PanelWalk => ({
	start: {
		...(dialect === 'modelStudio' ? { service: 'modelStudio' } : { service: 'kling', apiVersion: dialect }),
		resource: 'video',
		operation,
	},
	models: modelsFor(dialectWith(dialect), operation),
});

/** All video panels of one API. */
export const videoWalks = (dialect: Dialect): PanelWalk[] =>
	videoOperations.map((operation) => videoWalk(dialect, operation)).filter(({ models = [] }) => models.length > 0);

/** Rules that count several rows, or add up their seconds: no panel can hide what breaks them. */
export const rowRules = ['R9', 'R13', 'R14', 'R16', 'R22', 'R68'];
