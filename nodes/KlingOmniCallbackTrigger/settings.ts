import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import { readNode } from '../KlingOmni/parameters';
import { filterParameters, type Filter } from '../KlingOmniTrigger/shared/filter';
import { oneOf } from '../kling/values';

/** What the panel says. */
export interface Settings {
	everyChange: boolean;
	requireSignature: boolean;
	simplify: boolean;
	/** Tests in the editor get a sample. */
	practice: boolean;
	filter: Filter;
}

const schema = z.object({ startOn: z._default(oneOf(['everyChange', 'finalState']), 'finalState'), ...filterParameters });

/** @throws NodeOperationError that names each field whose value is not clear */
export function readSettings(context: IWebhookFunctions | IHookFunctions): Settings {
	const { startOn, status, options } = readNode(context, schema);
	const { requireSignature, simplify, practice, ...filter } = options;
	return { everyChange: startOn === 'everyChange', requireSignature, simplify, practice, filter: { status, ...filter } };
}
