import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { Dialect } from '../../kling/models';

/** The dialect that the open panel shows. */
export function readCurrentDialect(context: ILoadOptionsFunctions): Dialect {
	if (context.getCurrentNodeParameter('service') === 'modelStudio') return 'modelStudio';
	return (context.getCurrentNodeParameter('apiVersion') as Dialect | undefined) ?? 'classic';
}
