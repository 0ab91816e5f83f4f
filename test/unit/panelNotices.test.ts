import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { isOffered, videoModel, videoModels, videoOperations } from '../../nodes/kling/models';
import { ofOperation, panelStates } from '../engine/sweep/states';
import { videoWalk, videoWalks } from '../engine/sweep/videoWalks';
import { videoUnits, type Quality } from '../simulator/prices';
import { dialects, dialectWith } from '../dialects';
import { shownProperties } from './visibility/facts';

/** What the notices of the video panels say is so, in every state that a person can bring the panels into. */

const whole = new KlingOmni().description;

const noticeOf = (shown: INodeProperties[], name: string) => shown.find((property) => property.name === name)?.displayName;

const isGiven = (place: unknown) => Boolean((place as { value?: unknown } | undefined)?.value);

/** What five seconds cost, by the simulator's price list. */
function expectedUsd({ model, operation, video, sound, quality }: INodeParameters): string {
	const id = String(model);
	const condition =
		operation === 'motionControl'
			? 'motion control'
			: isGiven(video)
				? 'video input'
				: sound || id === 'kling-v3-turbo'
					? 'native audio'
					: 'silent';
	const units = videoUnits(id === 'kling-v3-turbo' ? 'kling-3.0-turbo' : id, condition, (quality ?? '1080p') as Quality, 5);
	return `US$ ${(units * 0.14).toFixed(2)}`;
}

test.each(dialects)('the price of what is chosen is told in every state on %s', (dialect) => {
	const seen = { states: 0, priced: 0 };
	for (const { start, models } of videoWalks(dialect)) {
		const description = ofOperation(whole, start);
		for (const state of panelStates(description, start, models)) {
			const shown = shownProperties(description, state);
			const names = shown.map(({ name }) => name);
			// of the variants of a field only one shows
			expect(names).toHaveLength(new Set(names).size);
			expect(noticeOf(shown, 'modelNotice')).toBeUndefined();
			seen.states++;
			const price = noticeOf(shown, 'priceNotice');
			if (price === undefined) continue;
			seen.priced++;
			if (!price.includes(`${expectedUsd(state)} `)) throw new Error(`“${price}” in ${JSON.stringify(state)}`);
		}
	}
	expect(seen.states).toBeGreaterThan(2_500);
	expect(seen.priced).toBe(dialect === 'modelStudio' ? 0 : seen.states);
});

test('a model that a service does not have for an operation is said to be missing, any other is not', () => {
	for (const dialect of dialects) {
		for (const operation of videoOperations) {
			if (operation === 'motionControl' && dialect !== 'current') continue;
			const { start } = videoWalk(dialect, operation);
			const description = ofOperation(whole, start);
			for (const model of [...Object.keys(videoModels), 'other', '={{ $json.model }}']) {
				const notice = noticeOf(shownProperties(description, { ...start, model }), 'modelNotice');
				const isMissing = !isOffered(videoModel(model), dialectWith(dialect), operation);
				expect({ dialect, operation, model, notice: notice !== undefined }).toEqual({ dialect, operation, model, notice: isMissing });
			}
		}
	}
});

test('with an expression for the model, no price is told and no field shows twice', () => {
	for (const operation of videoOperations) {
		const { start } = videoWalk('current', operation);
		const description = ofOperation(whole, start);
		const shown = shownProperties(description, { ...start, model: '={{ $json.model }}', quality: '1080p', shots: 'single', video: '' });
		const names = shown.map(({ name }) => name);
		expect(names).not.toContain('priceNotice');
		expect(names).toHaveLength(new Set(names).size);
	}
});
