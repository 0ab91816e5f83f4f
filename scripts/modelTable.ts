/**
 * `npx tsx scripts/modelTable.ts > docs/models.md`: what each model can do and costs, as Markdown, from the tables that
 * the node itself reads.
 */
import { dialects, dialectWith } from '../nodes/kling/dialects';
import { imageModels, imageResolutions, type ImageModel } from '../nodes/kling/imageModels';
import {
	lengthsText,
	modelsFor,
	nameOn,
	operationNames,
	qualities,
	shotNames,
	videoModels,
	videoOperations,
	type Quality,
	type VideoModel,
} from '../nodes/kling/models';
import { usdPerImageUnit, usdPerVideoUnit } from '../nodes/kling/pricing';

const none = '–';

const kindNames = { multiImage: 'multi-image', videoCharacter: 'video character' };

export function modelTable(): string {
	const videos = Object.entries(videoModels);
	const images = Object.entries(imageModels);
	return `# Models

Written by \`scripts/modelTable.ts\` from the tables that the node reads (\`nodes/kling/models.ts\`, \`nodes/kling/imageModels.ts\`);
do not edit by hand. Prices are Kling's list of September 2026. Other models can be used by their ID; the node then offers
every field and leaves the last word to Kling.

## Where each video model is

${table(
	['Model', ...dialects.map(({ label }) => label)],
	videos.map(([id, { label }]) => [label, ...dialects.map((dialect) => code(nameOn(dialect, id)))]),
)}

${table(
	['Operation', ...dialects.map(({ label }) => label)],
	videoOperations.map((operation) => [
		operationNames[operation],
		...dialects.map(
			(dialect) =>
				modelsFor(dialect, operation)
					.map((id) => videoModels[id]!.label)
					.join(', ') || none,
		),
	]),
)}

## What each video model can do

${table(
	['Model', 'Seconds', 'Quality', 'Shots', 'Sound', 'First and last frame', 'Elements', 'Voices', 'Speaks'],
	videos.map(([, model]) => [
		model.label,
		durationsOf(model),
		model.qualities.join(', '),
		shotsOf(model),
		soundOf(model),
		lastFrameOf(model),
		elementsOf(model),
		model.voices ? `${model.voices}, Image to Video with sound` : none,
		model.speech?.languages.join(', ') ?? none,
	]),
)}

## What a second of video costs

In units of a video pack; one unit is US$ ${usdPerVideoUnit}. In brackets the price in US$.

${table(
	['Model', 'Made', ...qualities],
	videos.flatMap(([, { label, prices }]) =>
		[
			['silent', prices.silent] as const,
			['with sound', prices.sound] as const,
			['with sound and voices', prices.voice] as const,
			['from a video', prices.video] as const,
			['by motion control', prices.motion] as const,
		]
			.filter(([, perQuality]) => perQuality && Object.keys(perQuality).length > 0)
			.map(([made, perQuality]) => [label, made, ...qualities.map((quality: Quality) => money(perQuality?.[quality], usdPerVideoUnit))]),
	),
)}

A voice of your own costs 0.05 units, once. An element from pictures was seen to cost nothing.

## Images

On Kling's classic API only. One unit of an image pack is US$ ${usdPerImageUnit}.

${table(
	['Model', 'ID', 'Results', 'References', 'Ratios', ...imageResolutions.map((resolution) => `Units per image, ${resolution}`)],
	images.map(([id, model]) => [
		model.label,
		code(id),
		model.resultTypes.includes('series') ? '1 to 9 single images, series of 2 to 9' : '1 to 9 single images',
		referencesOf(model),
		model.ratios.join(', '),
		...imageResolutions.map((resolution) => {
			const { words, picture } = model.prices;
			const fromPicture = picture?.[resolution];
			return `${money(words[resolution], usdPerImageUnit)}${fromPicture ? `; from a picture ${money(fromPicture, usdPerImageUnit)}` : ''}`;
		}),
	]),
)}
`;
}

function durationsOf({ durations, durationsWithoutReference }: VideoModel) {
	const usual = lengthsText(durations);
	return durationsWithoutReference ? `${usual}; ${lengthsText(durationsWithoutReference)} without a reference` : usual;
}

function shotsOf({ shots, shotsOn }: VideoModel) {
	const words = (kinds: VideoModel['shots']) => kinds.map((kind) => shotNames[kind].toLowerCase()).join(', ');
	const others = Object.entries(shotsOn ?? {}).map(([dialect, kinds]) => `; ${dialectWith(dialect).label}: ${words(kinds)}`);
	return `${words(shots)}${others.join('')}`;
}

function soundOf({ sound, soundQuality }: VideoModel) {
	if (sound === 'never') return none;
	if (sound === 'always') return 'always';
	return soundQuality ? `yes, in ${soundQuality}` : 'yes';
}

function lastFrameOf({ lastFrame, lastFrameQuality, lastFrameSilent, lastFrameExcludesReferences }: VideoModel) {
	if (!lastFrame) return none;
	const conditions = [
		...(lastFrameQuality ? [`in ${lastFrameQuality}`] : []),
		...(lastFrameSilent ? ['silent'] : []),
		...(lastFrameExcludesReferences ? ['without references'] : []),
	];
	return ['yes', ...conditions].join(', ');
}

function elementsOf({ elements }: VideoModel) {
	return elements ? `${elements.kinds.map((kind) => kindNames[kind]).join(', ')}; ${elements.withFrames} beside frames` : none;
}

const referencesOf = ({ pictures, references, elements }: ImageModel) =>
	elements
		? `${pictures === 1 ? '1 picture' : `${pictures} pictures`}, ${references} together with elements`
		: `${pictures === 1 ? '1 picture' : `${pictures} pictures`}`;

const code = (name?: string) => (name ? `\`${name}\`` : none);

const money = (units: number | undefined, usd: number) => (units === undefined ? none : `${units} ($${Number((units * usd).toFixed(4))})`);

function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (require.main === module) process.stdout.write(modelTable());
