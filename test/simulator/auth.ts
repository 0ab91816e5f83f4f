import { errors, jwtVerify } from 'jose';
import { Refusal, refuse } from './refusal';

/** Demo keys: fixed, so that they can be printed, pasted and recognised in a log. */
export const KEYS = {
	accessKey: 'sim-access-key',
	secretKey: 'sim-secret-key-0123456789abcdef0123456789',
	apiKey: 'sim-api-key',
	modelStudioKey: 'sk-sim-model-studio-key',
};

/** Classic API: an API key, or a token signed with access key and secret key (contract §2). */
export async function checkClassicKey(header: string | undefined): Promise<void> {
	const token = bearer(header);
	if (token === KEYS.apiKey) return;
	if (token.split('.').length !== 3) return refuse(1002, 'Authorization is invalid: unknown API key');
	await checkToken(token);
}

/** Current API: an API key only (R38). Any other token gets the same text, whatever it is. */
export function checkApiKey(header: string | undefined): void {
	if (bearer(header) === KEYS.apiKey) return;
	refuse(1002, 'Authorization is invalid: the current API does not support AK/SK, please create API key');
}

/** Model Studio: its own key and its own error words (contract §16.3). */
export function checkModelStudioKey(header: string | undefined): void {
	if (header === `Bearer ${KEYS.modelStudioKey}`) return;
	throw new Refusal(401, 'InvalidApiKey', 'Invalid API-key provided.');
}

function bearer(header: string | undefined): string {
	if (!header) return refuse(1001, 'Authorization is empty');
	// exactly one space (contract §2.2)
	const token = /^Bearer (\S+)$/.exec(header)?.[1];
	return token ?? refuse(1000, 'Authentication failed: expected "Bearer <key>" with exactly one space');
}

async function checkToken(token: string): Promise<void> {
	try {
		const key = new TextEncoder().encode(KEYS.secretKey);
		const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['iss', 'exp', 'nbf'] });
		if (payload.iss !== KEYS.accessKey) refuse(1002, `Authorization is invalid: unknown access key '${payload.iss}'`);
	} catch (error) {
		if (error instanceof Refusal) throw error;
		if (error instanceof errors.JWTExpired) return refuse(1004, 'Authorization is expired');
		if (error instanceof errors.JWTClaimValidationFailed) {
			return error.claim === 'nbf' && error.reason === 'check_failed'
				? refuse(1003, 'Authorization is not yet valid')
				: refuse(1002, `Authorization is invalid: claim '${error.claim}' is missing or wrong`);
		}
		if (error instanceof errors.JWSSignatureVerificationFailed) {
			return refuse(1000, 'Authentication failed: the signature does not match');
		}
		return refuse(1002, 'Authorization is invalid: the token cannot be read');
	}
}
