import type { DialectApi } from '../../kling/dialects/dialect';
import type { Problem } from '../../kling/rules/problem';
import { dialectOf, offers } from '../fields/service';
import type { JobReader } from './prepare';

/** A reader of jobs that not every service takes: in the panel another one can still stand above the resource. */
export const whereOffered =
	(read: JobReader): JobReader =>
	(context, itemIndex, service, options) =>
		offers(service.dialect, context.getNode().parameters)
			? read(context, itemIndex, service, options)
			: { problems: [notThere(service.dialect)] };

/** The service that stands above a resource does not have it. */
export const notThere = ({ service }: DialectApi): Problem => ({
	rule: '§14',
	severity: 'error',
	field: 'Credential',
	message: `Credential is of ${service.name}, which makes videos only`,
	remedy: `Choose a credential of ${dialectOf({}).service.name}`,
});
