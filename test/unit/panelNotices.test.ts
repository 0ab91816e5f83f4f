import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { isOffered, videoModel, videoModels, videoOperations } from '../../nodes/kling/models';
import { ofOperation, panelStates } from '../engine/sweep/states';
import { videoWalk, videoWalks } from '../engine/sweep/videoWalks';
import { videoUnits, type Quality } from '../simulator/prices';
import { dialects, dialectWith } from '../dialects';

/** What the notices of the video panels say is so, in every state that a person can bring the panels into. */

const whole = new KlingOmni().description;

/** The properties that a panel shows, by n8n's own display logic. */
function shownIn(description: INodeTypeDescription, parameters: INodeParameters): INodeProperties[] {
	const node: INode = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters };
	return description.properties.filter((property) => NodeHelpers.displayParameter(parameters, property, node, description));
}

const noticeOf = (shown: INodeProperties[], name: string) => shown.find((property) => property.name === name)?.displayName;
const sought = { duration: 'Duration', aspectRatio: 'Aspect Ratio', sound: 'Sound' };

function expectedUnits({ model, operation, referenceVideo, sound, quality }: INodeParameters): number {
	const id = (model as { value: string }).value;
	const hasVideo = operation === 'editVideo' || (referenceVideo !== undefined && referenceVideo !== 'none');
	const condition = operation === 'motionControl' ? 'motion control' : hasVideo ? 'video input' : sound ? 'native audio' : 'silent';
	return videoUnits(id === 'kling-v3-turbo' ? 'kling-3.0-turbo' : id, condition, quality as Quality, 1);
}

test.each(dialects)('in every state on %s', (dialect) => {
	const seen = { states: 0, decided: 0, costly: 0 };
	for (const { start, models } of videoWalks(dialect)) {
		const description = ofOperation(whole, start);
		for (const state of panelStates(description, start, models)) {
			const shown = shownIn(description, state);
			const names = shown.map(({ name }) => name);
			// of the variants of a field only one shows
			expect(names).toHaveLength(new Set(names).size);

			// each field that a person may look for is there, or its absence is explained
			const decided = noticeOf(shown, 'decidedNotice') ?? '';
			for (const [field, label] of Object.entries(sought)) {
				const isExplained = decided.includes(`${label} is not asked`);
				if (names.includes(field) === isExplained) throw new Error(`${label}: “${decided}” in ${JSON.stringify(state)}`);
			}

			const cost = noticeOf(shown, 'costNotice');
			if (cost) {
				const [, units] = /([\d.]+) units? \(US\$ /.exec(cost)!;
				if (Number(units) !== expectedUnits(state)) throw new Error(`“${cost}” in ${JSON.stringify(state)}`);
			}
			expect(noticeOf(shown, 'modelNotice')).toBeUndefined();
			seen.states++;
			seen.decided += decided ? 1 : 0;
			seen.costly += cost ? 1 : 0;
		}
	}
	expect(seen.states).toBeGreaterThan(3_000);
	expect(seen.decided).toBeGreaterThan(500);
	if (dialect === 'modelStudio') expect(seen.costly).toBe(0);
	else expect(seen.costly).toBeGreaterThan(500);
});

test('a model that a service does not have for an operation is said to be missing, any other is not', () => {
	for (const dialect of dialects) {
		for (const operation of videoOperations) {
			if (operation === 'motionControl' && dialect !== 'current') continue;
			const { start, models = [] } = videoWalk(dialect, operation);
			const description = ofOperation(whole, start);
			for (const value of [...Object.keys(videoModels), 'kling-v9-omni', '={{ $json.model }}']) {
				const notice = noticeOf(shownIn(description, { ...start, model: { __rl: true, mode: 'id', value } }), 'modelNotice');
				const isMissing = !isOffered(videoModel(value), dialectWith(dialect), operation);
				expect({ dialect, operation, value, notice: notice !== undefined }).toEqual({ dialect, operation, value, notice: isMissing });
				if (notice) for (const id of models) expect(notice).toContain(videoModels[id]!.label);
			}
		}
	}
});
