import { z } from 'zod/v4';
import type { Deduction } from './account';
import { integer, list, nonEmpty, oneOf, readFields } from './check/fields';
import { videoLength } from './classicShape';
import { readCursor, writeCursor } from './cursor';
import type { JsonObject } from './json';
import { badParameter } from './refusal';
import type { Service } from './service';
import type { Job } from './tasks';

const API_KEY_NAME = 'simulator';

/** Contract §15.4, deduction details. */
const window = {
	start_time: integer(0).optional(),
	end_time: integer(0).optional(),
	limit: integer(1, 500).default(500),
	cursor: z.string().default(''),
};
const values = list(nonEmpty);
const BALANCE = z.strictObject({ ...window, filters: z.array(z.strictObject({ key: z.literal('api_key_name'), values })).default([]) });
const PACKAGE = z.strictObject({
	...window,
	filters: z
		.array(
			z.discriminatedUnion('key', [
				z.strictObject({ key: z.literal(['api_key_name', 'package_name', 'package_id']), values }),
				z.strictObject({ key: z.literal('product_type'), values: list(oneOf('video', 'image', 'try-on')) }),
			]),
		)
		.default([]),
});
type Fields = z.output<typeof PACKAGE>;

/** All that a cursor has to bring along: with it every other field is ignored. */
const PLACE = z.object({
	start: z.number(),
	end: z.number(),
	limit: z.number(),
	filters: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
	skip: z.number(),
});
type Place = z.output<typeof PLACE>;

/** `POST /account/billing/balance`: this account pays with units only, so there is never a row. */
export function balancePage(body: JsonObject): object {
	placeOf(readFields(BALANCE, body));
	return { result: { detail: [], count: 0 }, next_cursor: '', has_more: false };
}

/** `POST /account/billing/package`. */
export function packagePage(body: JsonObject, { account }: Service): object {
	const place = placeOf(readFields(PACKAGE, body));
	const rows = account.deductions
		.filter(({ time }) => time >= place.start && time <= place.end)
		.map(row)
		.filter((one) => place.filters.every(({ key, values: wanted }) => wanted.includes(filterValue(one, key))))
		.reverse()
		.slice(place.skip);
	const detail = rows.slice(0, place.limit);
	const hasMore = rows.length > detail.length;
	return {
		result: { detail, count: detail.length },
		next_cursor: hasMore ? writeCursor({ ...place, skip: place.skip + detail.length }) : '',
		has_more: hasMore,
	};
}

/** R62. */
function placeOf({
	start_time: start,
	end_time: end,
	limit,
	filters,
	cursor,
}: Pick<Fields, 'start_time' | 'end_time' | 'limit' | 'cursor'> & { filters: Place['filters'] }): Place {
	if (cursor) return readCursor(cursor, PLACE);
	if (start === undefined || end === undefined) return badParameter('start_time and end_time can not be null without cursor');
	if (start >= end) badParameter('start_time must be earlier than end_time');
	const keys = filters.map(({ key }) => key);
	if (keys.includes('package_name') && keys.includes('package_id'))
		badParameter('filters: package_name and package_id can not be used together');
	return { start, end, limit, filters, skip: 0 };
}

function row({ task, time, before, after }: Deduction) {
	const { job } = task;
	return {
		task_id: task.taskId,
		api_key_name: API_KEY_NAME,
		product_function: task.product,
		model_name: task.model,
		...videoDetails(job),
		deduction_time: String(time),
		deduction_amount: task.units,
		package_id: `pack-${job.charge.pack}`,
		product_type: job.charge.pack,
		unit_before_deduction: before,
		unit_after_deduction: after,
	};
}

function videoDetails({ charge, outcome }: Job) {
	if (!charge.video || outcome.kind !== 'video') return {};
	const { quality, condition, keepsSound } = charge.video;
	return {
		resolution: quality,
		duration: videoLength(outcome.seconds).slice(0, -1),
		refer_video_input: condition === 'video input' || condition === 'motion control',
		voice_control: condition === 'native audio + voice',
		video_sound: condition.startsWith('native') ? 'native' : keepsSound ? 'original' : 'off',
	};
}

function filterValue(one: ReturnType<typeof row>, key: string): string {
	if (key === 'api_key_name') return one.api_key_name;
	if (key === 'product_type') return one.product_type;
	return key === 'package_id' ? one.package_id : packName(one.product_type);
}

/** The name that `/account/costs` shows. */
export function packName(pack: string): string {
	return pack === 'video' ? 'Video units' : 'Image units';
}
