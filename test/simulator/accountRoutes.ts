import type { FastifyInstance } from 'fastify';
import { z } from 'zod/v4';
import { checkApiKey, checkClassicKey } from './auth';
import { balancePage, packName, packagePage } from './billing';
import { nonEmpty, readFields } from './check/fields';
import { bodyOf, sendData } from './http';
import type { JsonObject } from './json';
import { badParameter, refuse } from './refusal';
import type { Service } from './service';

const DAY = 24 * 60 * 60 * 1000;

const milliseconds = z
	.string()
	.refine((value) => /^\d{1,16}$/.test(value), { error: 'must be a time in Unix milliseconds' })
	.transform(Number);
const COSTS = z.strictObject({ start_time: milliseconds, end_time: milliseconds, resource_pack_name: nonEmpty.optional() });

/** Contract §15.4. The costs are open to both kinds of keys, the details are documented with an API key only. */
export async function accountRoutes(app: FastifyInstance, service: Service): Promise<void> {
	let lastCall = -Infinity;
	app.get('/account/costs', async (request, reply) => {
		await checkClassicKey(request.headers.authorization);
		const { start_time: start, end_time: end, resource_pack_name: name } = readFields(COSTS, request.query as JsonObject);
		if (start >= end) badParameter('start_time must be earlier than end_time');
		const elapsed = Date.now() - lastCall;
		lastCall = Date.now();
		if (service.options.strictQps && elapsed < 1000) refuse(1302, 'API request too fast, at most 1 call per second');
		const packs = [pack('video', service), pack('image', service)];
		return sendData(reply, {
			code: 0,
			msg: 'success',
			resource_pack_subscribe_infos: packs.filter((entry) => name === undefined || entry.resource_pack_name === name),
		});
	});

	app.post('/account/billing/balance', async (request, reply) => {
		checkApiKey(request.headers.authorization);
		return sendData(reply, balancePage(bodyOf(request)));
	});
	app.post('/account/billing/package', async (request, reply) => {
		checkApiKey(request.headers.authorization);
		return sendData(reply, packagePage(bodyOf(request), service));
	});
}

function pack(kind: 'video' | 'image', { account, startedAt }: Service) {
	const remaining = account.remaining(kind);
	return {
		resource_pack_name: packName(kind),
		resource_pack_id: `pack-${kind}`,
		resource_pack_type: 'decreasing_total',
		total_quantity: account.total[kind],
		remaining_quantity: remaining,
		purchase_time: startedAt,
		effective_time: startedAt,
		invalid_time: startedAt + 90 * DAY,
		status: remaining > 0 ? 'online' : 'runOut',
	};
}
