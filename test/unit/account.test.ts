import { readDeductions, readPacks } from '../../nodes/kling/account';
import { ServiceRefusal, type Client, type WireRequest } from '../../nodes/kling/client';

const period = { start: 1, end: 2 };

/** A client that gives the same answers whatever it is asked. */
function answering(...answers: unknown[]): { client: Client; asked: WireRequest[] } {
	const asked: WireRequest[] = [];
	const read = async (request: WireRequest) => answers[asked.push(request) - 1];
	return { client: { read, send: async () => ({ outcome: 'ok', data: undefined }) }, asked };
}

test('a code inside the data of the packs counts, though the answer itself says 0', async () => {
	const { client } = answering({ code: 1101, msg: 'account in arrears' });
	const refusal: unknown = await readPacks(client, period).catch((error: unknown) => error);
	expect(refusal).toBeInstanceOf(ServiceRefusal);
	expect((refusal as ServiceRefusal).refusal).toMatchObject({ outcome: 'refused', code: 1101, message: 'account in arrears' });
});

test('an answer without packs is an empty list, one without sense is no list', async () => {
	expect(await readPacks(answering({ code: '0' }).client, period)).toEqual([]);
	await expect(readPacks(answering('no').client, period)).rejects.toBeInstanceOf(ServiceRefusal);
});

test('deductions follow the cursor and repeat their filters', async () => {
	const page = (ids: string[], cursor: string) => ({
		result: { detail: ids.map((task_id) => ({ task_id })), count: ids.length },
		next_cursor: cursor,
		has_more: cursor !== '',
	});
	const { client, asked } = answering(page(['1', '2'], 'a'), page(['3'], ''));
	const filters = [{ key: 'package_id' as const, values: ['p1'] }];
	const rows = [];
	for await (const found of readDeductions(client, 'package', { ...period, filters })) rows.push(...found);
	expect(rows.map(({ task_id }) => task_id)).toEqual(['1', '2', '3']);
	expect(asked.map(({ path, body }) => ({ path, body }))).toEqual([
		{ path: '/account/billing/package', body: { start_time: 1, end_time: 2, limit: 500, filters } },
		{ path: '/account/billing/package', body: { start_time: 1, end_time: 2, limit: 500, filters, cursor: 'a' } },
	]);
});

test('the packs are asked for once a second at most, also side by side', async () => {
	const leftAt: number[] = [];
	const { client } = answering(...Array.from({ length: 3 }, () => ({ code: 0 })));
	const timed: Client = {
		...client,
		read: async (request) => {
			leftAt.push(Date.now());
			return await client.read(request);
		},
	};
	await Promise.all([1, 2, 3].map(async () => await readPacks(timed, period)));
	expect(leftAt).toHaveLength(3);
	for (const [index, at] of leftAt.slice(1).entries()) expect(at - leftAt[index]!).toBeGreaterThanOrEqual(1000);
});
