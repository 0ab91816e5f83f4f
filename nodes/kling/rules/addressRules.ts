import { isPrivateAddress } from '../hosts';
import { mediaOf } from '../attached';
import type { Job } from '../job';
import type { Rule } from './rule';

/** Rules on where media come from and where Kling reports, for every kind of job. */
export const addressRules: Array<Rule<Job, unknown>> = [
	{
		id: '§3',
		severity: 'error',
		check: (job, _, { takesLink = () => false }) =>
			urls(job)
				.filter(({ url }) => !isWebAddress(url) && !takesLink(url))
				.map(({ field, url }) => ({
					field,
					message: `${field}: “${url.slice(0, 80)}” is not a web address`,
					remedy: 'Give an address that begins with https://, or use a binary field',
				})),
	},
	{
		id: 'R28',
		severity: 'warning',
		check: (job) =>
			urls(job)
				.filter(({ url }) => isPrivateAddress(url))
				.map(({ field, url }) => ({
					field,
					message: `${field}: Kling cannot reach ${new URL(url).host} from outside`,
					remedy: 'Use a public address, or a binary field',
				})),
	},
	{
		id: 'R34',
		on: ({ callbackIdKey }) => callbackIdKey !== undefined,
		severity: 'warning',
		check: ({ callbackUrl }) => {
			if (!callbackUrl || isWebAddress(callbackUrl)) return [];
			const message = `Callback URL “${callbackUrl.slice(0, 80)}” is not a web address`;
			return [{ field: 'Callback URL', message, remedy: 'Give an address that begins with https://' }];
		},
	},
];

const urls = (job: Job) => mediaOf(job).flatMap(({ field, media }) => ('url' in media ? [{ field, url: media.url }] : []));

const isWebAddress = (url: string) => /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);
