import { badParameter, refuse } from '../refusal';
import type { Json } from '../json';

/** Models of the classic API, by what they can be asked for somewhere. */
const KNOWN = ['kling-video-o1', 'kling-v3-omni', 'kling-v3', 'kling-v2-6', 'kling-v2-5-turbo', 'kling-image-o1', 'kling-v2-1'];
/** Withdrawn models (contract §12). */
const DISCONTINUED = /^kling-v(1|1-5|1-6|2|2-master|2-1-master)$/;

/** Tells an unknown model from one that belongs to another call. A missing one is left to the defaults. */
export function requireModel(model: Json | undefined, offered: readonly string[]): void {
	if (typeof model !== 'string' || offered.includes(model)) return;
	if (DISCONTINUED.test(model)) badParameter(`The model '${model}' has been discontinued and is no longer available.`);
	if (KNOWN.includes(model)) refuse(1203, `model ${model} is not supported for this API`);
	badParameter(`model_name value '${model}' is invalid`);
}
