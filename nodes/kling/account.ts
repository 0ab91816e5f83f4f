import * as z from 'zod/v4-mini';
import { maybe, maybeText, maybeTime, readable } from './answers';
import { ServiceRefusal, type Client } from './client';
import { now, sleep } from './clock';
import { refusalOf } from './dialects/klingErrors';
import { defined } from './values';

/** What the account has and what was taken from it (contract §15.4). Times are milliseconds since the epoch. */

export interface Period {
	start: number;
	end: number;
}

export interface Pack {
	name: string;
	id: string;
	/** `decreasing_total`, `constant_period`. */
	type?: string;
	totalUnits: number;
	/** May be up to twelve hours old. */
	remainingUnits: number;
	purchasedAt?: number;
	effectiveAt?: number;
	expiresAt?: number;
	/** `toBeOnline`, `online`, `expired`, `runOut`. */
	status?: string;
}

const costs = z.object({
	code: z._default(z.coerce.number(), 0),
	msg: maybeText,
	resource_pack_subscribe_infos: maybe(
		z.array(
			z.object({
				resource_pack_name: z.string(),
				resource_pack_id: z.coerce.string(),
				resource_pack_type: maybeText,
				total_quantity: z.coerce.number(),
				remaining_quantity: z.coerce.number(),
				purchase_time: maybeTime(),
				effective_time: maybeTime(),
				invalid_time: maybeTime(),
				status: maybeText,
			}),
		),
	),
});

/** Kling answers this call once a second, and not all requests travel alike; all runs of this process take turns, ms. */
const spacing = 1200;
let nextTurn = 0;

async function turn(signal?: AbortSignal): Promise<void> {
	const at = Math.max(now(), nextTurn);
	nextTurn = at + spacing;
	await sleep(at - now(), signal);
}

/**
 * The account's resource packs.
 *
 * @param name of one pack, exactly; all of them if absent
 * @throws ServiceRefusal, also for a code inside the answer's data
 */
export async function readPacks(client: Client, { start, end }: Period, name?: string, signal?: AbortSignal): Promise<Pack[]> {
	await turn(signal);
	const query = { start_time: start, end_time: end, ...(name ? { resource_pack_name: name } : {}) };
	const {
		code,
		msg,
		resource_pack_subscribe_infos: packs,
	} = readable(costs, await client.read({ method: 'GET', path: '/account/costs', query }), 'list of packs');
	if (code !== 0) throw new ServiceRefusal(refusalOf(code, msg ?? ''));
	return (packs ?? []).map((pack) => ({
		name: pack.resource_pack_name,
		id: pack.resource_pack_id,
		totalUnits: pack.total_quantity,
		remainingUnits: pack.remaining_quantity,
		...defined({
			type: pack.resource_pack_type,
			purchasedAt: pack.purchase_time,
			effectiveAt: pack.effective_time,
			expiresAt: pack.invalid_time,
			status: pack.status,
		}),
	}));
}

/** Units were taken from packs, or money from the balance. */
type PaidWith = 'package' | 'balance';

export interface DeductionQuery extends Period {
	/** Several values of one key are alternatives; pack names and pack ids exclude each other (R62). */
	filters: Array<{ key: 'api_key_name' | 'product_type' | 'package_name' | 'package_id'; values: string[] }>;
}

/** A row as Kling gives it. */
export type Deduction = Record<string, unknown>;

const deductions = z.object({
	result: maybe(z.object({ detail: maybe(z.array(z.record(z.string(), z.unknown()))) })),
	next_cursor: maybeText,
	has_more: maybe(z.boolean()),
});

/** Pages of what was deducted, in the service's order. An API key is needed (R38). @throws ServiceRefusal */
export async function* readDeductions(
	client: Client,
	paidWith: PaidWith,
	{ start, end, filters }: DeductionQuery,
): AsyncGenerator<Deduction[]> {
	for (let cursor = ''; ;) {
		// beside a cursor the others are ignored, yet Kling advises to repeat them
		const body = { start_time: start, end_time: end, limit: 500, ...(filters.length ? { filters } : {}), ...(cursor ? { cursor } : {}) };
		const page = readable(
			deductions,
			await client.read({ method: 'POST', path: `/account/billing/${paidWith}`, body }),
			'list of deductions',
		);
		yield page.result?.detail ?? [];
		cursor = page.next_cursor ?? '';
		if (!page.has_more || !cursor) return;
	}
}
