import { videoModels } from '../kling/models';
import { usdPerVideoUnit } from '../kling/pricing';
import { resources } from './actions';
import { servicesWhere } from './fields/service';

/**
 * What stands under the node on the canvas: "Text to Video · US$ 0.56". It is an expression, and the only text of a node
 * that n8n works out anew while a person chooses.
 */

const names = resources.flatMap(({ value, name, operations }) =>
	operations.map((one) => [`${value}.${one.value}`, value === 'video' ? one.name : `${name}: ${one.name}`]),
);

/** Units a second, by model. */
const prices = Object.entries(videoModels).map(([id, { prices: all, sound, billsSource }]) => {
	const { silent, sound: withSound, voice, video } = all;
	return [id, { silent: sound === 'always' ? withSound : silent, sound: withSound, voice, video: billsSource ? undefined : video }];
});

/** Operations whose length a person chooses; of the others the source decides. */
const withLength = ['textToVideo', 'imageToVideo', 'referenceToVideo'];

/** By Kling's list, in words; nothing where it depends on what only a run knows. */
const price = `((chosen) => {
	try {
		if (chosen.resource !== "video" || !${JSON.stringify(withLength)}.includes(chosen.operation)) return "";
		if (!${JSON.stringify(servicesWhere(({ hasListPrices }) => hasListPrices))}.includes(chosen.service)) return "";
		const spoken = chosen.sound && chosen.voices?.voice?.length;
		const made = chosen.video ? "video" : spoken ? "voice" : chosen.sound ? "sound" : "silent";
		const shots = chosen.shots === "storyboard" ? chosen.storyboard?.shot ?? [] : [{ seconds: chosen.duration }];
		const seconds = shots.reduce((sum, shot) => sum + Number(shot.seconds), 0);
		const prices = (${JSON.stringify(Object.fromEntries(prices))}[chosen.model] ?? {})[made] ?? {};
		const usd = prices[chosen.quality ?? "1080p"] * seconds * ${usdPerVideoUnit};
		return usd > 0 ? " · US$ " + usd.toFixed(2) : "";
	} catch { return ""; }
})($parameter)`.replace(/\s*\n\s*/g, ' ');

const name = `${JSON.stringify(Object.fromEntries(names))}[$parameter.resource + "." + $parameter.operation]`;

/** Two closing braces side by side would end the expression. */
export const subtitle = `={{ ${`${name} + ${price}`.replace(/}(?=})/g, '} ')} }}`;
