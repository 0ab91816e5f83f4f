import pLimit, { type LimitFunction } from 'p-limit';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { createClient, judgeModelStudio, judgeNative, type Client, type RequestContext } from './client';
import type { DialectApi } from './dialects/dialect';
import { classic } from './dialects/classic';
import { current } from './dialects/current';
import { modelStudio } from './dialects/modelStudio';
import { baseUrlOf, isPrivateAddress, modelStudioUrlOf } from './hosts';
import type { Dialect } from './models';
import { secretsOf } from './secrets';

/** A dialect together with a client that holds the person's credential. */
export interface Service {
	dialect: DialectApi;
	client: Client;
	baseUrl: string;
	/** Fetches files, so many at the same time. */
	files: LimitFunction;
	/** The service runs on this machine or network, so that it can reach private addresses too. */
	isLocal: boolean;
}

/** More files at once are not faster, and leave more garbage behind at a time. */
const filesAtOnce = 2;

const services = {
	classic: { dialect: classic, credential: 'klingApi', judge: judgeNative, baseUrl: baseUrlOf },
	current: { dialect: current, credential: 'klingApi', judge: judgeNative, baseUrl: baseUrlOf },
	modelStudio: { dialect: modelStudio, credential: 'klingModelStudioApi', judge: judgeModelStudio, baseUrl: modelStudioUrlOf },
} as const;

/**
 * Opens a service with the credential that the node has for it.
 *
 * @throws Error if the credential cannot be used here: its base URL may not receive keys, or it is of the wrong kind (R38)
 */
export async function openService(context: RequestContext, dialect: Dialect, signal?: AbortSignal): Promise<Service> {
	const { dialect: api, credential, judge, baseUrl } = services[dialect];
	const credentials: ICredentialDataDecryptedObject = await context.getCredentials(credential);
	if (dialect === 'current' && credentials.authType === 'accessKey') {
		throw new Error(
			'Kling takes an API key only here, no access key and secret key. Use a Kling credential with an API key; most videos can also be made with API Version set to Classic',
		);
	}
	const url = baseUrl(credentials);
	return {
		dialect: api,
		client: createClient(context, { credential, judge, baseUrl: url, secrets: secretsOf(credentials), signal }),
		baseUrl: url,
		files: pLimit(filesAtOnce),
		isLocal: isPrivateAddress(url),
	};
}
