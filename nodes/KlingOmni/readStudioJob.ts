import type { IExecuteFunctions } from 'n8n-workflow';
import { studioOf, type StudioJob, type StudioKind } from '../kling/studio/products';
import { itemParameters, parse, valuesFor, type Read } from './parameters';
import type { Options } from './readOptions';
import { located, placed } from './rows';

/** Reads the job of a product of the Studio, whose keys are the panel's names; problems name the fields as the panel does. */
export function readStudioJob(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: StudioKind,
	{ watermark, callbackUrl }: Options,
): Read<StudioJob> {
	const { schema, places } = studioOf({ kind });
	const read = itemParameters(context, itemIndex);
	const attached = places.map(({ key, idKey, taskKey }) => {
		const given = read(key);
		const { mode } = (given ?? {}) as { mode?: unknown };
		const named = mode === 'id' ? idKey : mode === 'task' ? taskKey : undefined;
		if (named) return { [key]: undefined, [named]: located(given) };
		// one that has to be there is missed by its schema
		return { [key]: placed(given) ?? (idKey ? undefined : { url: '' }) };
	});
	const values = { ...valuesFor(schema, read), ...Object.assign({}, ...attached), kind, watermark, callbackUrl };
	return parse(schema, values, context.getNode());
}
