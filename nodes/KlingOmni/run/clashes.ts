import type { IExecuteFunctions } from 'n8n-workflow';
import { stopped } from '../../kling/errors';
import { listed } from '../../kling/values';
import type { Prepared } from './prepare';

/**
 * Items of one run with the same key of a person's: with the same job they get one video, under one id, whatever their
 * tags; with different jobs only one of them could be made, so that they are refused, before anything is paid.
 */
export function withoutClashes(context: IExecuteFunctions, prepared: Array<Prepared | Error>): Array<Prepared | Error> {
	const byKey = new Map<string, Prepared[]>();
	for (const item of prepared) {
		if (item instanceof Error || item.key.idempotency === 'perExecution') continue;
		byKey.set(item.key.text, [...(byKey.get(item.key.text) ?? []), item]);
	}
	return prepared.map((item) => {
		if (item instanceof Error) return item;
		const all = byKey.get(item.key.text) ?? [item];
		const [first] = all;
		if (all.every(({ key }) => key.job === item.key.job)) return { ...item, key: { ...item.key, firstId: first!.key.firstId } };
		return stopped(
			{ node: context.getNode(), itemIndex: item.itemIndex },
			`Items ${listed(
				all.map(({ itemIndex }) => itemIndex + 1),
				'and',
			)} have the same Idempotency Key “${item.key.text}”, but different jobs`,
			'Each would get the video of the first. Give each a key of its own, for example {{ $json.id }}. Nothing was sent to Kling.',
		);
	});
}
