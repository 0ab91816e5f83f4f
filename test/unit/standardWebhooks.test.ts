import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { signatureProblem, signingKey } from '../../nodes/kling/callback';

/** Our check of signatures against the scheme's own library: what one signs, the other believes, and nothing else. */

const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
const bodies = fc.json();
const ids = fc.stringMatching(/^[\w-]{1,40}$/);
const now = () => Math.floor(Date.now() / 1000);

function libraryBelieves(secret: string, body: string, headers: Record<string, string>): boolean {
	try {
		new Webhook(secret).verify(body, headers);
		return true;
	} catch {
		return false;
	}
}

test('what the library signs is believed, also among signatures of an older secret', () => {
	fc.assert(
		fc.property(secrets, secrets, bodies, ids, (secret, older, body, id) => {
			const sign = (by: string) => new Webhook(by).sign(id, new Date(), body);
			const headers = { 'webhook-id': id, 'webhook-timestamp': String(now()), 'webhook-signature': `${sign(older)} ${sign(secret)}` };
			expect(signatureProblem(signingKey(secret)!, headers, Buffer.from(body), now())).toBeUndefined();
		}),
	);
});

test('both say the same of messages that were changed on the way', () => {
	const changes = fc.constantFrom('body', 'id', 'secret', 'old', 'early', 'none');
	fc.assert(
		fc.property(secrets, secrets, bodies, ids, changes, (secret, other, body, id, change) => {
			const away = change === 'old' ? -600 : change === 'early' ? 600 : 0;
			const at = now() + away;
			const signature = new Webhook(change === 'secret' ? other : secret).sign(id, new Date(at * 1000), body);
			const sent = change === 'body' ? `${body} ` : body;
			const headers = {
				'webhook-id': change === 'id' ? `${id}x` : id,
				'webhook-timestamp': String(at),
				'webhook-signature': signature,
			};
			const isBelieved = signatureProblem(signingKey(secret)!, headers, Buffer.from(sent), now()) === undefined;
			expect(isBelieved).toBe(libraryBelieves(secret, sent, headers));
			if (change === 'none') expect(isBelieved).toBe(true);
		}),
	);
});
