import { modelsFor, videoOperations, type VideoOperation } from '../../../nodes/kling/models';
import type { PanelWalk } from './sweep';
import { type Dialect, dialectWith } from '../../dialects';

/** The panel of a video operation on one API, with every model that the API has for it. */
export function videoWalk(id: Dialect, operation: VideoOperation): PanelWalk {
	const dialect = dialectWith(id);
	const { service, apiVersion } = dialect;
	return {
		start: { service: service.value, ...(apiVersion ? { apiVersion: apiVersion.value } : {}), resource: 'video', operation },
		models: modelsFor(dialect, operation),
	};
}

/** All video panels of one API. */
export const videoWalks = (dialect: Dialect): PanelWalk[] =>
	videoOperations.map((operation) => videoWalk(dialect, operation)).filter(({ models = [] }) => models.length > 0);

/** Rules that count several rows, or add up their seconds: no panel can hide what breaks them. */
export const rowRules = ['R9', 'R13', 'R14', 'R16', 'R22', 'R68'];
