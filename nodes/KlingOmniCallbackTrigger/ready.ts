import type { ICredentialDataDecryptedObject, IHookFunctions } from 'n8n-workflow';
import { stopped } from '../kling/errors';
import { signingKey } from '../kling/callback';
import { readSettings } from './settings';

/**
 * Nothing is registered at Kling: it is told the address with every job. When the workflow is switched on, the one thing
 * that would later refuse every call is looked at.
 *
 * @throws NodeOperationError if the panel is not clear, or the webhook secret cannot check a signature
 */
export async function checkSecret(context: IHookFunctions): Promise<boolean> {
	const { webhookSecret }: ICredentialDataDecryptedObject = await context.getCredentials('klingApi');
	const { requireSignature } = readSettings(context);
	const secret = String(webhookSecret ?? '').trim();
	const node = context.getNode();
	if (secret && !signingKey(secret)) {
		throw stopped(
			{ node },
			'The Webhook Secret of the Kling credential is not one',
			'Copy it anew from the Kling console; it begins with whsec_.',
		);
	}
	if (requireSignature && !secret) {
		throw stopped(
			{ node },
			'Require Signature is on, but the Kling credential has no Webhook Secret',
			'Enter the secret from the Kling console, or switch Require Signature off.',
		);
	}
	return true;
}
