import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { DialectApi } from '../../kling/dialects/dialect';
import { dialectOf } from '../fields/service';

/** The dialect that the open panel shows. */
export function readCurrentDialect(context: ILoadOptionsFunctions): DialectApi {
	const read = (name: string) => context.getCurrentNodeParameter(name);
	return dialectOf({ service: read('service'), apiVersion: read('apiVersion'), resource: read('resource'), operation: read('operation') });
}
