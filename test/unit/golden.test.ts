import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'lossless-json';
import { mediaOf, replaceMedia } from '../../nodes/kling/attached';
import type { Media } from '../../nodes/kling/jobParts';
import { videoJob, type VideoJob } from '../../nodes/kling/videoJob';
import { stringifyJson } from '../../nodes/kling/json';
import { adjust, checkRules } from '../../nodes/kling/rules/checkRules';
import { refusalOf } from './opinion';
import { dialects, dialectWith, type Dialect } from '../dialects';

/**
 * One job on three services: the requests in `golden/` are written by hand from the contract, never by the encoders. A
 * job that a service cannot do has the contract's rule instead.
 */

type Expected = { path: string; body: object } | { refused: string };
type Golden = { name: string; job: object } & Record<'classic' | 'current' | 'modelStudio', Expected>;

const folder = join(__dirname, 'golden');
const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
const golden = texts.flatMap((text) => JSON.parse(text) as Golden[]);
/** The same with every digit of every number. */
const lossless = texts.flatMap((text) => parse(text) as Golden[]);
const cases = golden.flatMap((entry, index) =>
	dialects.map((dialect) => ({ ...entry, dialect, expected: lossless[index]![dialect as keyof Golden] as unknown as Expected })),
);

/** Files as they are handed to an encoder: pictures as base64, everything else, and all of Model Studio's, as a link. */
function loaded(job: VideoJob, dialect: Dialect): VideoJob {
	const media = mediaOf(job).map(({ type, media: from }): Media => {
		if (!('binaryProperty' in from)) return from;
		return type === 'picture' && dialect !== 'modelStudio'
			? { base64: 'iVBORw0KGgo=' }
			: { url: `https://n8n.example.org/signed/${from.binaryProperty}` };
	});
	return replaceMedia(job, media) as VideoJob;
}

test.each(cases)('$dialect: $name', ({ job: fields, dialect, expected }) => {
	const api = dialectWith(dialect);
	const job = adjust(videoJob.parse(fields), api);
	const refused = checkRules(job, api).filter(({ severity }) => severity === 'error');
	if ('refused' in expected) {
		expect(refused.map(({ rule }) => rule)).toContain(expected.refused);
		return;
	}
	expect(refused).toEqual([]);
	const request = api.encode(loaded(job, dialect), 'job-1');
	expect({ path: request.path, body: parse(stringifyJson(request.body)) }).toEqual(expected);
	expect(request.method).toBe('POST');
});

test('the service has no objection to what is written there', () => {
	for (const { name, job, dialect, expected } of cases) {
		if ('refused' in expected) continue;
		// a model that came later, and half a picture
		if (/v9|iVBORw0KGgo=/.test(JSON.stringify([job, expected]))) continue;
		expect({ name, dialect, refusal: refusalOf({ method: 'POST', ...expected }) }).toEqual({ name, dialect, refusal: undefined });
	}
});

test('there are 30 jobs and more, and every service does most of them', () => {
	expect(golden.length).toBeGreaterThanOrEqual(30);
	for (const dialect of dialects)
		expect(cases.filter((one) => one.dialect === dialect && 'body' in one.expected).length).toBeGreaterThan(20);
});
