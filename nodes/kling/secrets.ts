import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Texts that people and logs get to see, without keys, tokens and signed links of ours: a service may repeat what it was sent. */

/** Shorter texts are no keys, and are found in others by chance. */
const shortestKey = 6;

/** What of a credential nobody may read. */
export function secretsOf({ apiKey, accessKey, secretKey }: ICredentialDataDecryptedObject): string[] {
	return [apiKey, accessKey, secretKey].map((key) => String(key ?? '').trim()).filter((key) => key.length >= shortestKey);
}

/** A text in which keys, tokens and what signs a link are left out. */
export function redacted(text: string, secrets: string[] = []): string {
	return secrets
		.reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
		.replace(/\beyJ[\w-]+(\.[\w-]+)*/g, '…')
		.replace(/\b(Bearer\s+)[^\s"',;]+/gi, '$1…')
		.replace(/([?&](?:signature|token)=)[^&#\s"'<>\\]+/gi, '$1…');
}
