import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { fraction, integer, nonEmpty, text } from './fields';
import { CLASSIC_IMAGE } from './media';
import type { Context } from '../context';
import type { JsonObject } from '../json';
import { EXPAND_UNITS } from '../prices';
import { badParameter } from '../refusal';
import type { Job } from '../tasks';

const ratio = fraction(0, 2);

/** Contract §21.6. */
const FIELDS = z.strictObject({
	image: nonEmpty,
	up_expansion_ratio: ratio,
	down_expansion_ratio: ratio,
	left_expansion_ratio: ratio,
	right_expansion_ratio: ratio,
	prompt: text(0, 2500).optional(),
	n: integer(1, 9).default(1),
	...COMMON_WITH_WATERMARK,
});

const MAX_GROWTH = 3;
/** What adding and multiplying decimals may lose. */
const TINY = 1e-9;

/** Checks `POST /v1/images/editing/expand` (R91). */
export function checkExpand(body: JsonObject, { media }: Context): Job {
	const fields = readClassic(FIELDS, body);
	const { up_expansion_ratio: up, down_expansion_ratio: down, left_expansion_ratio: left, right_expansion_ratio: right, n } = fields;
	const growth = (1 + up + down) * (1 + left + right);
	if (growth > MAX_GROWTH + TINY)
		badParameter(`the new picture is ${growth.toFixed(4)} times as large as the old one, at most ${MAX_GROWTH}`);
	media.image(fields.image, 'image', CLASSIC_IMAGE);
	return {
		...classicJob(fields),
		product: 'expand',
		model: '',
		body,
		texts: [fields.prompt ?? ''],
		charge: { pack: 'image', weight: n, units: EXPAND_UNITS * n },
		outcome: { kind: 'images', count: n, series: false },
	};
}
