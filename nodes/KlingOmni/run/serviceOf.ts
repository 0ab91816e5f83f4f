import type { IExecuteFunctions } from 'n8n-workflow';
import * as z from 'zod/v4-mini';
import type { DialectApi } from '../../kling/dialects/dialect';
import { practiceService } from '../../kling/practice/service';
import { openService, type Service } from '../../kling/service';
import { flag, prepared } from '../../kling/values';
import { readDialect, readItem } from '../parameters';
import { asNodeError } from './failures';
import { oneForAll } from './oneForAll';

const practiceHint =
	'Practice: nothing was sent to Kling, nothing was paid, and what came out is a sample. For real videos, switch Options → Practice off.';

/**
 * The service of a run: the person's own one, or one in memory where Options → Practice says so.
 *
 * @param taskIds what an error must not lose
 * @throws NodeApiError or NodeOperationError, also where Practice is on for some items only
 */
export async function serviceOf(
	context: IExecuteFunctions,
	{ dialect = readDialect(context), taskIds }: { dialect?: DialectApi; taskIds?: string[] } = {},
): Promise<Service> {
	if (isPractice(context)) {
		context.addExecutionHints({ message: practiceHint, location: 'outputPane' });
		return practiceService(dialect);
	}
	return await openService(context, dialect, context.getExecutionCancelSignal()).catch((error: unknown) => {
		throw asNodeError({ node: context.getNode(), ...(taskIds ? { taskIds } : {}) }, error);
	});
}

const parameters = z.object({ options: prepared((value) => value ?? {}, z.object({ practice: flag })) });

/**
 * Whether the run is for practice. What does not say so clearly, and for every item, is neither: nobody is to pay for what
 * was meant as practice, or to take a sample for a video.
 */
function isPractice(context: IExecuteFunctions): boolean {
	const said = context.getInputData().map((_, itemIndex) => ({
		itemIndex,
		value: readItem(context, itemIndex, parameters).options.practice,
	}));
	return oneForAll(context, 'Practice', said) === true;
}
