import type { INodeProperties } from 'n8n-workflow';
import { isOffered, modelsFor, operationNames, videoModels, type VideoOperation } from '../../kling/models';
import { unitsPerSecond, unitsText, usdPerVideoUnit } from '../../kling/pricing';
import { allowed, limitsOn } from '../../kling/rules/choices';
import type { Choice, Situation } from '../../kling/rules/situation';
import { listed } from '../../kling/values';
import { variants, type Selector } from '../panels';

/** What a person should know while choosing: that a choice costs more, is not to be had, or decides another field. */

/** A notice that says something in some situations, and is hidden in the others. */
const notice = (
	operation: VideoOperation,
	name: string,
	by: readonly Selector[],
	says: (situation: Situation) => string | undefined,
): INodeProperties[] =>
	variants(operation, { displayName: '', name, type: 'notice', default: '' }, by, says, (displayName) => ({ displayName }));

/** A model stays chosen when the service or the operation changes, also where that does not have it. */
export const modelNotice = (operation: VideoOperation): INodeProperties[] =>
	notice(operation, 'modelNotice', ['dialect', 'model'], ({ dialect, model }) => {
		if (isOffered(model, dialect, operation)) return undefined;
		const others = modelsFor(dialect, operation).map((id) => videoModels[id]!.label);
		return `The chosen model is not offered here. For ${operationNames[operation]} ${dialect.label} has ${listed(others, 'and')}.`;
	});

/** Fields that people look for, with their names in the panel. */
const sought: Partial<Record<Choice, string>> = { duration: 'Duration', aspectRatio: 'Aspect Ratio', sound: 'Sound' };

/** Says why a field is not there, in the words of the rule that decides it. */
export const decidedNotice = (operation: VideoOperation): INodeProperties[] =>
	notice(operation, 'decidedNotice', ['dialect', 'model', 'frames', 'referenceVideo', 'shots', 'quality'], (situation) => {
		if (!isOffered(situation.model, situation.dialect, operation)) return undefined;
		const reasons = Object.entries(sought).flatMap(([field, name]) => {
			const why = whyDecided(field as Choice, situation);
			return why ? `${name} is not asked: ${why}.` : [];
		});
		return reasons.length ? reasons.join(' ') : undefined;
	});

function whyDecided(field: Choice, situation: Situation): string | undefined {
	if (field === 'duration' && situation.shots === 'storyboard') return 'the shots together decide the length';
	const left = allowed(field, situation);
	if (left.length > 1) return undefined;
	const reasons = limitsOn(field, situation).filter((limit) => limit.severity !== 'warning' && limit.left.length <= 1);
	return (reasons.find(({ severity }) => severity === 'adjust') ?? reasons[0])?.why;
}

/** What a choice costs by Kling's list, where it costs more than the usual one. */
export const costNotice = (operation: VideoOperation): INodeProperties[] =>
	notice(operation, 'costNotice', ['dialect', 'model', 'frames', 'referenceVideo', 'quality', 'sound'], (situation) => {
		const { dialect, model, video } = situation;
		if (!dialect.hasListPrices || !isOffered(model, dialect, operation)) return undefined;
		const texts = [
			video === 'base' || video === 'motion' ? bySource(situation) : undefined,
			situation.quality === '4k' ? compared('4K', situation, { quality: '1080p' }, 'in 1080p') : undefined,
			situation.sound && model.sound === 'choice' ? compared('Sound', situation, { sound: false }) : undefined,
			video === 'feature' ? compared('A reference video', situation, { video: 'none' }) : undefined,
		].filter((text) => text !== undefined);
		return texts.length ? texts.join(' ') : undefined;
	});

const costs = (situation: Situation) => unitsPerSecond(situation.model, { ...situation, voices: false });
const text = (units: number) => unitsText(units, usdPerVideoUnit);

function compared(what: string, chosen: Situation, usual: Partial<Situation>, where = 'without it'): string | undefined {
	const [more, less] = [costs(chosen), costs({ ...chosen, ...usual })];
	if (more === undefined || less === undefined || more <= less) return undefined;
	return `${what} costs more: ${text(more)} per second, instead of ${text(less)} ${where}.`;
}

function bySource(situation: Situation): string | undefined {
	const units = costs(situation);
	return units === undefined ? undefined : `Kling bills every second of the source video at ${text(units)}.`;
}
