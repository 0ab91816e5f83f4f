import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'lossless-json';
import { mediaOf, replaceMedia } from '../../nodes/kling/attached';
import { dialect as classic } from '../../nodes/kling/dialects/classic.dialect';
import type { Media } from '../../nodes/kling/jobParts';
import { stringifyJson } from '../../nodes/kling/json';
import type { MediaFacts } from '../../nodes/kling/media/facts';
import { checkStudioRules } from '../../nodes/kling/rules/checkStudioRules';
import { studioKinds, studioOf, type StudioJob, type StudioKind } from '../../nodes/kling/studio/products';
import { refusalOf } from './opinion';

/** The Studio's requests: those in `studioGolden/` are written by hand from the contract (§21), never by the encoders. */

type Golden = { name: string; job: { kind: StudioKind }; facts?: MediaFacts } & ({ path: string; body: object } | { refused: string });

const folder = join(__dirname, 'studioGolden');
const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
const golden = texts.flatMap((text) => JSON.parse(text) as Golden[]);
/** The same with every digit of every number. */
const lossless = texts.flatMap((text) => parse(text) as Golden[]);

const inside: Record<string, string> = { picture: 'iVBORw0KGgo=', sound: 'SUQz' };

/** Pictures and sounds travel inside the request, videos as a link. */
function loaded(job: StudioJob): StudioJob {
	const media = mediaOf(job).map(({ type, media: from }): Media => {
		if (!('binaryProperty' in from)) return from;
		return type in inside ? { base64: inside[type]! } : { url: `https://n8n.example.org/signed/${from.binaryProperty}` };
	});
	return replaceMedia(job, media) as StudioJob;
}

test.each(golden.map((one, index) => ({ ...one, expected: lossless[index]! })))(
	'$job.kind: $name',
	({ job: fields, facts = {}, expected }) => {
		const product = studioOf(fields);
		const job = product.schema.parse(fields) as StudioJob;
		const refused = checkStudioRules(job, classic).filter(({ severity }) => severity === 'error');
		if ('refused' in expected) return expect(refused.map(({ rule }) => rule)).toEqual([expected.refused]);
		expect(refused).toEqual([]);
		const request = classic.encode(loaded((product.complete?.(job as never, facts) as StudioJob | undefined) ?? job), 'job-1');
		const { path, body } = expected;
		expect({ ...request, body: parse(stringifyJson(request.body)) }).toEqual({ method: 'POST', path, body });
	},
);

test('the service has no objection to what is written there', () => {
	for (const one of golden) {
		// half a file, and what Kling has made elsewhere
		if ('refused' in one || /iVBORw0KGgo=|SUQz|850000000000000|session-/.test(JSON.stringify(one.body))) continue;
		expect({ name: one.name, refusal: refusalOf({ method: 'POST', ...one }) }).toEqual({ name: one.name, refusal: undefined });
	}
});

test('every product has three requests and more', () => {
	for (const kind of studioKinds) expect(golden.filter((one) => one.job.kind === kind && 'body' in one).length).toBeGreaterThanOrEqual(3);
});
