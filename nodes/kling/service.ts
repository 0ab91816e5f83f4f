import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { createClient, judgeNative, type Client, type RequestContext } from './client';
import type { DialectApi } from './dialects/dialect';
import { classic } from './dialects/classic';
import { baseUrlOf } from './hosts';
import type { Dialect } from './models';

/** A dialect together with a client that holds the person's credential. */
export interface Service {
	dialect: DialectApi;
	client: Client;
}

const services = {
	classic: { dialect: classic, credential: 'klingApi', judge: judgeNative, baseUrl: baseUrlOf },
} as const;

/**
 * Opens a service with the credential that the node has for it.
 *
 * @throws Error if the credential's base URL may not receive keys
 */
export async function openService(context: RequestContext, dialect: Dialect, signal?: AbortSignal): Promise<Service> {
	const { credential, judge, baseUrl, ...service } = services[dialect as 'classic'];
	const credentials: ICredentialDataDecryptedObject = await context.getCredentials(credential);
	return { dialect: service.dialect, client: createClient(context, { credential, judge, baseUrl: baseUrl(credentials), signal }) };
}
