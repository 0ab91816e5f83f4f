import { envelopeOf, textOf, unreadable, type Answer } from '../envelope';
import { laterOrCheck, meaningOfNew, meaningsOf, tooBusy, type Meaning, type Reply } from '../errors';

/** The error words of Model Studio, by their beginning (contract §16.3). */

const { refused, notNow, unknown } = meaningsOf('Model Studio');

const badSetting = { cause: 'configuration-invalid' } as const;
const usedUp = { cause: 'quota-exhausted' } as const;

const tooMany = (is?: 'busy') =>
	notNow('Model Studio receives too many requests', tooBusy, { cause: 'rate-limited', ...(is ? { is } : {}) });

const meanings: Array<[RegExp, Meaning]> = [
	[
		/^InvalidApiKey/,
		refused('Model Studio does not know this key', 'Check the key in the credential; it must be a key of the Beijing region.', {
			cause: 'credential-invalid',
		}),
	],
	[
		/^AccessDenied\.Unpurchased/,
		refused(
			'Kling is not activated in this Model Studio account',
			'Search for Kling in the Model Studio console and activate it.',
			badSetting,
		),
	],
	[/^AccessDenied/, refused('Model Studio does not allow this', 'Check the rights of the key in the Model Studio console.', badSetting)],
	[/^Arrearage/, refused('The Model Studio account is in arrears', 'Top up the account.', usedUp)],
	[
		/^AllocationQuota\.FreeTierOnly/,
		refused('The free quota of Model Studio is used up', 'Switch off “free tier only” in the Model Studio console.', usedUp),
	],
	[
		/^Model\.AccessDenied/,
		refused('The Model Studio key may not use this model', 'Give its workspace access to the model in the console.', badSetting),
	],
	[
		/^ModelNotFound/,
		refused('Model Studio does not have this model', 'Check Model, and activate Kling in the Model Studio console.', badSetting),
	],
	[/^IPInfringementSuspect/, refused('Model Studio’s content check suspects a protected work', 'Change the prompt or the media.')],
	[/DataInspection/, refused('Model Studio’s content check refused the request', 'Change the prompt or the media.')],
	[/^InvalidURL/, refused('Model Studio could not fetch a media address', 'Use public addresses.')],
	[/^Throttling\.AllocationQuota/, tooMany('busy')],
	[/^(Throttling|LimitRequests)/, tooMany()],
	[/^(Internal|RequestTimeOut)/, unknown('Model Studio had an internal fault', laterOrCheck)],
];

/** Every word that has a sentence of its own. */
export const codes = meanings.map(([{ source }, meaning]) => [source, meaning] as const);

export function meaningOf(code: string, httpStatus?: number): Meaning {
	const known = meanings.find(([pattern]) => pattern.test(code))?.[1];
	return known ?? (httpStatus === 429 ? tooMany() : meaningOfNew('Model Studio', httpStatus));
}

/** The envelope: `output` or `data`, or `{code, message, request_id}` with a word for a code (contract §16.3). */
export function judge(answer: Answer): Reply {
	const { httpStatus, body } = answer;
	const { code, message, request_id, output, data } = envelopeOf(answer);
	const requestId = request_id ? { requestId: String(request_id) } : {};
	if (httpStatus < 300 && !code && (output ?? data ?? request_id)) return { outcome: 'ok', data: body, ...requestId };
	// its refusals have a status of their own
	if (httpStatus < 300 || typeof code !== 'string' || !code) return unreadable(answer);
	const meaning = meaningOf(code, httpStatus);
	return { outcome: meaning.outcome, code, httpStatus, message: textOf(message), meaning, ...requestId };
}
