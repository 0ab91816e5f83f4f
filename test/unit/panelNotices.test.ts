import {
	Workflow,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
} from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { isOffered, operationNames, videoModels, videoOperations, type VideoOperation } from '../../nodes/kling/models';
import { ofOperation, panelStates } from '../engine/sweep/states';
import { videoWalk, videoWalks } from '../engine/sweep/videoWalks';
import { videoUnits, type Quality } from '../simulator/prices';
import { dialects, dialectWith } from '../dialects';
import { shownProperties } from './visibility/facts';

/** What the notices of the video panels say is so, in every state that a person can bring the panels into. */

const whole = new KlingOmni().description;

const noticeOf = (shown: INodeProperties[], name: string) => shown.find((property) => property.name === name)?.displayName;

const isSpoken = (voices: unknown) => Boolean((voices as { voice?: unknown[] } | undefined)?.voice?.length);

const isGiven = (place: unknown) => Boolean((place as { value?: unknown } | undefined)?.value);

/** What stands under the node on the canvas, as n8n's editor works it out. */
function subtitleOf(description: INodeTypeDescription, parameters: INodeParameters): unknown {
	const type = { description } as INodeType;
	const nodeTypes: INodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const node = { id: '1', name: 'Kling Omni', type: 'klingOmni', typeVersion: 1, position: [0, 0] as [number, number], parameters };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(workflow.getNode('Kling Omni')!, description.subtitle, 'internal', {});
}

/** What a video costs, by the simulator's price list. */
function expectedUsd({ model, operation, video, sound, quality }: INodeParameters, seconds = 5): string {
	const id = String(model);
	const condition =
		operation === 'motionControl'
			? 'motion control'
			: isGiven(video)
				? 'video input'
				: sound || id === 'kling-v3-turbo'
					? 'native audio'
					: 'silent';
	const units = videoUnits(id === 'kling-v3-turbo' ? 'kling-3.0-turbo' : id, condition, (quality ?? '1080p') as Quality, seconds);
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

/** What is made in a state, in seconds; of edited videos the source says it. */
function secondsOf({ operation, shots, storyboard, duration }: INodeParameters): number | undefined {
	if (operation === 'editVideo' || operation === 'motionControl') return undefined;
	const rows = (storyboard as { shot: Array<{ seconds: number }> } | undefined)?.shot ?? [];
	return shots === 'storyboard' ? rows.reduce((sum, { seconds }) => sum + seconds, 0) : Number(duration);
}

test.each(dialects)('on the canvas stands the price of the length that is chosen, on %s', (dialect) => {
	const told = new Set<string>();
	for (const { start, models } of videoWalks(dialect)) {
		const description = ofOperation(whole, start);
		const states = [...panelStates(description, start, models)].filter(({ voices }) => !isSpoken(voices));
		for (const state of states.filter((_, index) => index % 5 === 0)) {
			const seconds = secondsOf(state);
			const price = seconds && dialect !== 'modelStudio' ? ` · ${expectedUsd(state, seconds)}` : '';
			const subtitle = subtitleOf(description, state);
			expect({ state, subtitle }).toEqual({ state, subtitle: `${operationNames[start.operation as VideoOperation]}${price}` });
			told.add(price);
		}
	}
	expect(told.size).toBeGreaterThan(dialect === 'modelStudio' ? 0 : 20);
});

test.each([
	[{ duration: 7, sound: true }, 'Text to Video · US$ 0.98'],
	[{ duration: '={{ 6 }}' }, 'Text to Video · US$ 0.67'],
	[{ duration: '={{ $json.seconds }}' }, 'Text to Video'],
	[{ model: 'other', modelId: 'kling-v9' }, 'Text to Video'],
	[{ resource: 'task', operation: 'get' }, 'Task: Get'],
	[
		{
			operation: 'imageToVideo',
			model: 'kling-v2-6',
			sound: true,
			voices: { voice: [{ voice: { __rl: true, mode: 'id', value: '85' } }] },
		},
		'Image to Video · US$ 0.84',
	],
])('%j is “%s” on the canvas', (parameters, expected) => {
	expect(subtitleOf(whole, parameters as INodeParameters)).toBe(expected);
});

test('a model that a service does not have for an operation is said to be missing, any other is not', () => {
	for (const dialect of dialects) {
		for (const operation of videoOperations) {
			if (operation === 'motionControl' && dialect !== 'current') continue;
			const { start } = videoWalk(dialect, operation);
			const description = ofOperation(whole, start);
			for (const model of [...Object.keys(videoModels), 'other', '={{ $json.model }}']) {
				const notice = noticeOf(shownProperties(description, { ...start, model }), 'modelNotice');
				const isMissing = !isOffered(model, dialectWith(dialect), operation);
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
