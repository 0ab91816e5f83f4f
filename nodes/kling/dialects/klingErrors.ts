import { envelopeOf, textOf, unreadable, type Answer } from '../envelope';
import { laterOrCheck, meaningOfNew, meaningsOf, tooBusy, type Meaning, type Refusal, type Reply } from '../errors';

/**
 * The codes of Kling's own platform (contract §10.1). They decide what an answer means, never the HTTP status: 429 carries
 * three permanent refusals.
 */

const { refused, notNow, unknown } = meaningsOf('Kling');

const badKey = { cause: 'credential-invalid' } as const;
const badSetting = { cause: 'configuration-invalid' } as const;
const usedUp = { cause: 'quota-exhausted' } as const;
const tooMany = { cause: 'rate-limited' } as const;
const stale = { ...badKey, is: 'stale token' } as const;

const checkKey = 'Check the keys in the Kling credential.';
const checkClock = 'Check the clock of the machine that n8n runs on.';

const meanings = new Map<number, Meaning>([
	[1000, refused('Kling does not accept the key', checkKey, badKey)],
	[1001, refused('Kling received no key', checkKey, badKey)],
	[
		1002,
		refused(
			'Kling does not know this key',
			'The most likely cause is the region: keys of the Global site are unknown on the China host and the other way round. Check Region in the Kling credential. API Version New takes an API key only, no access key and secret key.',
			badKey,
		),
	],
	[1003, refused('Kling says the signed token is not valid yet', checkClock, stale)],
	[1004, refused('Kling says the signed token has expired', checkClock, stale)],
	[1100, refused('The Kling account is not in order', 'Look into the Kling developer console.', badSetting)],
	[1101, refused('The Kling account is in arrears', 'Top up the account in the Kling developer console.', usedUp)],
	[
		1102,
		refused(
			'The Kling account has no units left for this product',
			'Buy a resource pack for this product (video and image packs are separate), or use another account.',
			usedUp,
		),
	],
	[1103, refused('The Kling account may not use this model', 'Choose another model, or ask Kling for access.', badSetting)],
	[1200, refused('Kling could not read the request', 'Please report this together with the request id.')],
	[1201, refused('Kling refused a value', 'Change the field that the text names.')],
	[1202, refused('Kling does not offer this call', 'Check API Version.', badSetting)],
	[1203, refused('Kling does not have this model or resource', 'Check Model and API Version.', { ...badSetting, is: 'not found' })],
	[1300, refused('Kling’s platform policy does not allow this request', 'Change the prompt or the media.')],
	[1301, refused('Kling’s content check refused the request', 'Change the prompt or the media; nothing was charged.')],
	[1302, notNow('Kling receives too many requests', tooBusy, tooMany)],
	[1303, notNow('More tasks run at once than the Kling pack allows', tooBusy, { ...tooMany, is: 'busy' })],
	[
		1304,
		refused(
			'Kling does not allow this machine’s IP address',
			'Add the address to the allow-list in the Kling developer console.',
			badSetting,
		),
	],
	[5000, unknown('Kling had an internal fault', laterOrCheck)],
	[5001, notNow('Kling is under maintenance', 'Try later.')],
	[5002, unknown('Kling did not finish the request in time', laterOrCheck)],
]);

/** Every code that has words of its own. */
export const codes = [...meanings].map(([code, meaning]) => [String(code), meaning] as const);

/** @param message the code for a value that is refused also says that a task is not known (C9), or that its id is taken */
export function meaningOf(code: number, httpStatus?: number, message = ''): Meaning {
	const meaning = meanings.get(code) ?? meaningOfNew('Kling', httpStatus);
	if (code !== 1201) return meaning;
	if (/not found/i.test(message)) return { ...meaning, is: 'not found' };
	return /already exists/i.test(message) ? { ...meaning, is: 'duplicate' } : meaning;
}

export function refusalOf(code: number, message: string, httpStatus?: number): Refusal {
	const meaning = meaningOf(code, httpStatus, message);
	return { outcome: meaning.outcome, code, ...(httpStatus ? { httpStatus } : {}), message, meaning };
}

/** The envelope of the classic and the current API: `{code, message, request_id, data}` (contract §4). */
export function judge(answer: Answer): Reply {
	const { code: given, message, request_id, data } = envelopeOf(answer);
	const code = typeof given === 'number' || (typeof given === 'string' && /^\d+$/.test(given)) ? Number(given) : NaN;
	if (!Number.isInteger(code)) return unreadable(answer);
	const requestId = request_id ? { requestId: String(request_id) } : {};
	if (code === 0) return { outcome: 'ok', data, ...requestId };
	return { ...refusalOf(code, textOf(message), answer.httpStatus), ...requestId };
}
