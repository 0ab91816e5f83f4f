import type { JobReader } from './prepare';

/** A reader of jobs that the classic API alone takes. In the panel another service can still stand above the resource. */
export const onClassic =
	(read: JobReader): JobReader =>
	(context, itemIndex, service) => {
		if (service.dialect.id === 'classic') return read(context, itemIndex, service);
		const message = 'Service is Alibaba Cloud Model Studio, which makes videos only';
		return { problems: [{ rule: '§14', severity: 'error', field: 'Service', message, remedy: 'Set Service to Kling' }] };
	};
