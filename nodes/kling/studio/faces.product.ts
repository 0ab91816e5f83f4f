import * as z from 'zod/v4-mini';
import { MB, onlyLimited } from '../media/limits';
import { common } from './parts';
import type { Place, StudioProduct } from './product';
import { oneVideo, sourceVideoFields, sourceVideoKeys, videoOnWire } from './sourceVideo';

/** Whose face is in a video, and when (contract §21.3, R80, R87): the create's answer is the result. */

const schema = z.object({ kind: z._default(z.literal('faces'), 'faces'), ...sourceVideoFields, ...common });

type FacesJob = z.output<typeof schema>;

export const facesPlace: Place = {
	...sourceVideoKeys,
	field: 'Video',
	type: 'video',
	video: onlyLimited({ size: 100 * MB, seconds: { min: 2, max: 60 }, side: { min: 512, max: 2160 } }),
};

export const facesUnits = 0.05;

export const product: StudioProduct<FacesJob> = {
	noun: 'the faces of a video',
	schema,
	path: '/v1/videos/identify-face',
	makes: 'faces',
	isAtOnce: true,
	places: [facesPlace],
	rules: [oneVideo],
	units: () => facesUnits,
	body: videoOnWire,
};
