import * as z from 'zod/v4-mini';
import { entriesOf, maybeId, maybeNumber, maybeText, maybeTime, ownId, readable, readableEntries, stateOf } from '../answers';
import type { ElementKind } from '../models';
import type { Output } from '../outputs';
import type { Product, Task, TaskStatus } from '../task';
import { defined } from '../values';
import { audioOf, soundFields } from './sound';

/** Answers of the current API (contract §6). */

const link = { url: z.string().check(z.minLength(1)), watermark_url: maybeText };

const output = z.discriminatedUnion('type', [
	z.object({ type: z.literal('video'), id: maybeId, ...link, duration: maybeNumber }),
	z.object({ type: z.literal('image'), ...link }),
	z.object({ type: z.literal('audio'), ...soundFields }),
	z.object({
		type: z.literal('element'),
		id: ownId,
		name: maybeText,
		description: maybeText,
		element_type: maybeText,
		references: entriesOf(z.object({ type: z.string(), id: maybeId })),
		owned_by: maybeText,
		status: maybeText,
	}),
	z.object({
		type: z.literal('voice'),
		id: ownId,
		name: maybeText,
		url: maybeText,
		owned_by: maybeText,
		status: maybeText,
	}),
]);

const statuses = new Map<string, TaskStatus>([
	['submitted', 'submitted'],
	['processing', 'processing'],
	['succeeded', 'succeeded'],
	['succeed', 'succeeded'],
	['failed', 'failed'],
]);

const entry = z.object({
	id: ownId,
	status: z.unknown(),
	message: maybeText,
	external_id: maybeText,
	create_time: maybeTime(),
	update_time: maybeTime(),
	outputs: entriesOf(output),
	billing: z.unknown(),
});

const bill = z.object({ charge_type: z.enum(['unit', 'cash']), amount: maybeNumber, currency: maybeText });

/** @throws ServiceRefusal if the entry holds no readable task */
export function decode(data: unknown, product: Product): Task {
	const found = readable(entry, data, 'task');
	const bills = readableEntries(bill, found.billing);
	const cash = bills.filter(({ charge_type: type }) => type === 'cash');
	return {
		taskId: found.id,
		product,
		...stateOf(found.status, statuses),
		outputs: found.outputs.flatMap(decodeOutput),
		raw: data,
		...defined({
			externalTaskId: found.external_id,
			statusMessage: found.message,
			createdAt: found.create_time,
			updatedAt: found.update_time,
			units: total(bills.filter(({ charge_type: type }) => type === 'unit')),
			money: moneyOf(cash),
		}),
	};
}

/** Nothing, where one of the amounts cannot be read: a part of a sum is a wrong sum. */
function total(bills: Array<{ amount?: number | undefined }>): number | undefined {
	const amounts = bills.flatMap(({ amount }) => amount ?? []);
	return bills.length && amounts.length === bills.length ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined;
}

const elementKinds = new Map<string, ElementKind>([
	['multi_image_elements', 'multiImage'],
	['video_character_elements', 'videoCharacter'],
]);

function moneyOf(cash: Array<z.output<typeof bill>>): Task['money'] {
	const amount = total(cash);
	return amount === undefined ? undefined : { amount, ...defined({ currency: cash[0]?.currency }) };
}

/** Outputs of a kind that is not known here are left out before. */
function decodeOutput(found: z.output<typeof output>): Output | Output[] {
	switch (found.type) {
		case 'video':
			return { type: 'video', url: found.url, ...defined({ id: found.id, watermarkUrl: found.watermark_url, seconds: found.duration }) };
		case 'audio':
			return audioOf(found);
		case 'image':
			return { type: 'image', url: found.url, ...defined({ watermarkUrl: found.watermark_url }) };
		case 'element': {
			const { id: elementId, name = elementId, description, element_type: kind = '', references, owned_by: ownedBy, status } = found;
			const voiceId = references.find(({ type }) => type === 'voice')?.id;
			return { type: 'element', id: elementId, name, ...defined({ description, kind: elementKinds.get(kind), voiceId, ownedBy, status }) };
		}
		case 'voice':
			return {
				type: 'voice',
				id: found.id,
				name: found.name ?? found.id,
				...defined({ trialUrl: found.url, ownedBy: found.owned_by, status: found.status }),
			};
	}
}

export const decodeList = (data: unknown, product: Product): Task[] =>
	(Array.isArray(data) ? data : []).filter((value) => entry.safeParse(value).success).map((value) => decode(value, product));
