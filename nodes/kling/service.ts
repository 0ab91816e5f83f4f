import pLimit, { type LimitFunction } from 'p-limit';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { createClient, type Client, type RequestContext } from './client';
import type { DialectApi } from './dialects/dialect';
import { stopped } from './errors';
import { isPrivateAddress } from './hosts';
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
	/** Nothing leaves n8n. */
	isPractice?: true;
}

/** n8n runs a node without a credential where that can be left out, as for practice. */
const noCredential = (node: INode, { vendor }: DialectApi) =>
	stopped(
		{ node },
		`No credential for ${vendor} is chosen`,
		'Choose one at the top of the panel. To try the workflow without one, add Options → Practice. Nothing was sent.',
	);

/** More files at once are not faster, and leave more garbage behind at a time. */
const filesAtOnce = 2;

/**
 * Opens a service with the credential that the node has for it.
 *
 * @throws Error if the credential cannot be used here: its base URL may not receive keys, or it is of the wrong kind (R38)
 */
export async function openService(context: RequestContext, dialect: DialectApi, signal?: AbortSignal): Promise<Service> {
	const { credential, judge, baseUrl, apiKeyOnly, vendor } = dialect;
	const node = context.getNode();
	const credentials: ICredentialDataDecryptedObject = await context.getCredentials(credential).catch((error: unknown) => {
		throw node.credentials?.[credential] ? error : noCredential(node, dialect);
	});
	if (apiKeyOnly && credentials.authType === 'accessKey') {
		throw new Error(`${vendor} takes an API key only here, no access key and secret key. ${apiKeyOnly}`);
	}
	const url = baseUrl(credentials);
	return {
		dialect,
		client: createClient(context, { credential, judge, baseUrl: url, secrets: secretsOf(credentials), signal }),
		baseUrl: url,
		files: pLimit(filesAtOnce),
		isLocal: isPrivateAddress(url),
	};
}
