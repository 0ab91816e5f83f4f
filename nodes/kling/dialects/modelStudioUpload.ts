import * as z from 'zod/v4-mini';
import { maybeNumber, readable } from '../answers';
import { ServiceRefusal, type Client } from '../client';
import { MB } from '../media/limits';
import type { UploadForm } from './dialect';

/** Model Studio's temporary storage (contract §16.4, R98–R100): a file stays for 48 hours, and one model alone can read it. */

const filled = z.string().check(z.minLength(1));

const answer = z.object({
	data: z.object({
		upload_host: filled,
		upload_dir: filled,
		oss_access_key_id: filled,
		signature: filled,
		policy: filled,
		x_oss_object_acl: filled,
		x_oss_forbid_overwrite: filled,
		max_file_size_mb: maybeNumber,
	}),
});

/** R99: no file may have more. */
const mostBytes = 1024 * MB;

/**
 * Where a file may be put, for a model that will read it. Nothing is stored or paid yet.
 *
 * @param model its name on the wire, the same as in the later order
 * @param baseUrl the credential's own
 * @throws ServiceRefusal if there is no such place, or the answer names one that is not Alibaba's
 */
export async function uploadForm(client: Client, model: string, baseUrl: string): Promise<UploadForm> {
	const found = await client.read({ method: 'GET', path: '/uploads', query: { action: 'getPolicy', model } });
	const { data } = readable(answer, found, 'place for a file');
	if (!isVendors(data.upload_host, baseUrl)) {
		const message = 'the storage that was named for the file is not Alibaba’s, so that nothing was sent there';
		throw new ServiceRefusal({ outcome: 'refused', message });
	}
	return {
		url: data.upload_host,
		folder: data.upload_dir,
		scheme: 'oss://',
		fields: {
			OSSAccessKeyId: data.oss_access_key_id,
			Signature: data.signature,
			policy: data.policy,
			'x-oss-object-acl': data.x_oss_object_acl,
			'x-oss-forbid-overwrite': data.x_oss_forbid_overwrite,
			success_action_status: '200',
		},
		most: Math.min(mostBytes, (data.max_file_size_mb ?? Infinity) * MB),
	};
}

/** Alibaba's storage, or a place on the very host that has the key. */
function isVendors(uploadHost: string, baseUrl: string): boolean {
	if (!URL.canParse(uploadHost)) return false;
	const { origin, protocol, hostname, username, password } = new URL(uploadHost);
	if (origin === new URL(baseUrl).origin) return true;
	return protocol === 'https:' && hostname.endsWith('.aliyuncs.com') && !username && !password;
}

/** R98: a call with a stored file has to say so. */
export const storedFileHeader = { 'X-DashScope-OssResourceResolve': 'enable' };
