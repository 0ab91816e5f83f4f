import { allowed, limitsOn, type Choice, type Choices, type Frames, type Limit, type Situation } from './choices';
import { requestedSeconds, type VideoJob } from './job';
import { isOffered, videoModel, type Dialect } from './models';
import { attachmentId, attachments, promptsOf, references, shotSyntax } from './prompt';
import { listed } from './values';

/**
 * The cross-field rules of contract §9 for video jobs, as data.
 *
 * Rules that leave a field fewer choices stand in `choices.ts`, where the panels read them too. Here are the rules on
 * contents (counts, sums, lengths, references) and `checkRules`, which applies both to a job.
 */

export interface Problem {
	/** The contract's rule (R5) or section (§3). */
	rule: string;
	severity: 'error' | 'warning';
	/** The panel's field, as a person sees it, with the row where there is one. */
	field: string;
	/** What is the matter; a sentence without its final stop. */
	message: string;
	/** What to change; a sentence without its final stop. */
	remedy: string;
}

interface Rule {
	id: string;
	dialects?: readonly Dialect[];
	severity: Problem['severity'];
	check: (job: VideoJob, situation: Situation) => Array<Omit<Problem, 'rule' | 'severity'>>;
}

/**
 * Checks a job against every rule of a dialect, before anything is sent or paid.
 *
 * @returns all problems, errors first; a job with no problem of severity `error` is accepted by Kling as far as the
 * contract can tell
 */
export function checkRules(job: VideoJob, dialect: Dialect): Problem[] {
	const situation = situationOf(job, dialect);
	if (!isOffered(situation.model, dialect, job.operation)) return [notOffered(situation, job)];
	const fromContents = rules
		.filter(({ dialects }) => !dialects || dialects.includes(dialect))
		.flatMap(({ id, severity, check }) => check(job, situation).map((found) => ({ rule: id, severity, ...found })));
	return [...checkChoices(job, situation), ...fromContents].sort((a, b) => a.severity.localeCompare(b.severity));
}

/** Gives the fields that other fields decide the only value they can have, or none (rules of severity A). */
export function adjust(job: VideoJob, dialect: Dialect): VideoJob {
	const situation = situationOf(job, dialect);
	const decided = <C extends Choice>(field: C, value: Choices[C] | undefined) => {
		const ruled = limitsOn(field).filter(({ severity, when }) => severity === 'adjust' && when(situation));
		const fits = ruled.every((limit) => value !== undefined && limit.allow(situation).includes(value));
		return fits ? value : ruled[0]?.allow(situation)[0];
	};
	const { aspectRatio, duration, ...rest } = job;
	const ratio = decided('aspectRatio', aspectRatio ?? '16:9');
	const length = job.shots === 'storyboard' ? undefined : decided('duration', duration ?? 5);
	return {
		...rest,
		sound: decided('sound', job.sound) ?? false,
		shots: decided('shots', job.shots) ?? 'single',
		...(ratio ? { aspectRatio: ratio } : {}),
		...(length ? { duration: length } : {}),
	};
}

/** What a job has decided, for the limits in `choices.ts`. */
export function situationOf(job: VideoJob, dialect: Dialect): Situation {
	return {
		dialect,
		model: videoModel(job.model),
		operation: job.operation,
		frames: framesOf(job),
		video: job.video?.role ?? 'none',
		shots: job.shots,
		quality: job.quality,
		sound: job.sound,
		references: job.images.some(({ role }) => role === 'reference'),
		elements: job.elements.length > 0,
	};
}

function framesOf({ images }: VideoJob): Frames {
	if (images.some(({ role }) => role === 'lastFrame')) return 'firstAndLast';
	return images.some(({ role }) => role === 'firstFrame') ? 'first' : 'none';
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
const both = ['classic', 'current'] as const;

export const rules: Rule[] = [
	{
		id: 'R12',
		severity: 'error',
		check: ({ shots, prompt }) =>
			shots === 'storyboard' || prompt ? [] : [{ field: 'Prompt', message: 'Prompt is empty', remedy: 'Describe the video in Prompt' }],
	},
	{
		id: 'R12',
		severity: 'error',
		check: ({ shots, storyboard }) =>
			shots !== 'storyboard' || (storyboard.length >= 1 && storyboard.length <= 6)
				? []
				: [{ field: 'Storyboard', message: `Storyboard has ${count(storyboard.length, 'shot')}, but takes 1 to 6`, remedy: storyboard.length ? 'Remove or join shots' : 'Add a shot, or set Shots to Single' }],
	},
	{
		id: 'R12',
		severity: 'error',
		check: (job) =>
			shotRows(job).flatMap(({ prompt }, index) =>
				prompt.length >= 1 && prompt.length <= 512
					? []
					: [{ field: `Storyboard, shot ${index + 1}`, message: `The prompt of storyboard shot ${index + 1} ${prompt ? `has ${prompt.length} characters, but takes 512` : 'is empty'}`, remedy: prompt ? 'Shorten it' : 'Describe the shot, or remove the row' }],
			),
	},
	{
		id: 'R5',
		severity: 'error',
		check: (job) =>
			shotRows(job).flatMap(({ seconds }, index) =>
				seconds >= 1 ? [] : [{ field: `Storyboard, shot ${index + 1}`, message: `Storyboard shot ${index + 1} lasts ${seconds} s, but a shot takes 1 s or more`, remedy: 'Set its Seconds to 1 or more' }],
			),
	},
	{
		id: 'R5',
		severity: 'error',
		check: (job) => {
			const total = requestedSeconds(job);
			return job.shots !== 'storyboard' || job.duration === undefined || job.duration === total
				? []
				: [{ field: 'Storyboard', message: `Storyboard shots add up to ${total} s, but Duration is ${job.duration} s`, remedy: `Change a shot, or set Duration to ${total}` }];
		},
	},
	{
		id: 'R36',
		dialects: ['current'],
		severity: 'error',
		check: (job) =>
			shotRows(job).flatMap(({ prompt }, index) =>
				prompt.includes(';') ? [{ field: `Storyboard, shot ${index + 1}`, message: `The prompt of storyboard shot ${index + 1} contains “;”, which separates shots on the current API`, remedy: 'Write a comma or a full stop instead' }] : [],
			),
	},
	{
		id: '§3',
		dialects: ['classic'],
		severity: 'error',
		check: ({ prompt, shots }) => (shots === 'storyboard' ? [] : tooLong('Prompt', prompt.length, 2500)),
	},
	{ id: '§15', dialects: ['classic'], severity: 'error', check: ({ negativePrompt = '' }) => tooLong('Negative Prompt', negativePrompt.length, 2500) },
	{ id: '§15', severity: 'error', check: ({ cfgScale = 0 }) => (cfgScale >= 0 && cfgScale <= 1 ? [] : [{ field: 'CFG Scale', message: `CFG Scale is ${cfgScale}, but takes 0 to 1`, remedy: 'Set CFG Scale between 0 and 1' }]) },
	{
		id: 'R71',
		dialects: ['current'],
		severity: 'error',
		check: (job, { model, operation }) =>
			tooLong(job.shots === 'storyboard' ? 'Storyboard' : 'Prompt', sentPromptLength(job), operation === 'textToVideo' || model.family === 'omni' ? model.currentPrompt.text : model.currentPrompt.image),
	},
	{
		id: 'R71',
		dialects: ['current'],
		severity: 'warning',
		check: (job) => tooLong('Prompt', sentPromptLength(job), 2500, 'works best with at most'),
	},
	{
		id: 'R46',
		dialects: ['modelStudio'],
		severity: 'warning',
		check: ({ prompt, shots }) => (shots === 'storyboard' ? [] : tooLong('Prompt', prompt.length, 2500, 'is cut after')),
	},
	{
		id: 'R17',
		severity: 'error',
		check: ({ images }) => {
			const frames = (role: string) => images.filter((image) => image.role === role).length;
			const [first, last] = [frames('firstFrame'), frames('lastFrame')];
			return [
				...(last && !first ? [{ field: 'Images', message: 'Images has a last frame, but no first frame', remedy: 'Add a first frame, or make the last frame the first' }] : []),
				...(first > 1 ? [{ field: 'Images', message: `Images has ${first} first frames, but takes one`, remedy: 'Give the others the role Reference, or remove them' }] : []),
				...(last > 1 ? [{ field: 'Images', message: `Images has ${last} last frames, but takes one`, remedy: 'Give the others the role Reference, or remove them' }] : []),
			];
		},
	},
	{ id: 'R9', severity: 'error', check: (job, { video }) => tooMany(job, video === 'none' ? 7 : 4, video === 'none' ? '' : ' beside a video') },
	{
		id: 'R13',
		dialects: both,
		severity: 'error',
		check: (job, { video }) => {
			const { characters } = counts(job);
			if (video !== 'none' || characters === 0) return [];
			return [
				...(characters > 3 ? [{ field: 'Elements', message: `Elements has ${characters} video-character elements, but takes 3`, remedy: 'Remove some' }] : []),
				...tooMany(job, 4, ' beside a video-character element'),
			];
		},
	},
	{
		id: 'R14',
		severity: 'error',
		check: ({ elements }, { frames, model }) => {
			const most = model.elements?.withFrames ?? 0;
			return frames === 'none' || most === 0 || elements.length <= most
				? []
				: [{ field: 'Elements', message: `Elements has ${elements.length} rows, but takes ${most} beside a first frame`, remedy: 'Remove some elements' }];
		},
	},
	{
		id: 'R16',
		dialects: ['current'],
		severity: 'error',
		check: (job, { video }) => {
			const { characters, pictures, multiImage } = counts(job);
			if (video === 'none' || characters === 0 || (characters === 1 && pictures + multiImage === 0)) return [];
			return [{ field: 'Elements', message: 'Beside a video, one video-character element is possible, and then no reference pictures or other elements', remedy: 'Remove the other references, or the video-character element' }];
		},
	},
	{
		id: 'R64',
		severity: 'error',
		check: ({ voices }) => (voices.length <= 2 ? [] : [{ field: 'Voices', message: `Voices has ${voices.length} rows, but takes 2`, remedy: 'Remove some' }]),
	},
	{
		id: 'R68',
		dialects: ['current'],
		severity: 'error',
		check: ({ operation, characterOrientation, elements }, { model }) => {
			if (operation !== 'motionControl') return [];
			return [
				...(characterOrientation ? [] : [{ field: 'Character Orientation', message: 'Character Orientation is not set', remedy: 'Choose Image or Video' }]),
				...(elements.length > 1 ? [{ field: 'Elements', message: `Elements has ${elements.length} rows, but motion control takes 1`, remedy: 'Remove some' }] : []),
				...(elements.length > 0 && model.elements && characterOrientation === 'image' ? [{ field: 'Character Orientation', message: 'Character Orientation is Image, but an element follows the video', remedy: 'Set it to Video, or remove the element' }] : []),
			];
		},
	},
	{
		id: '§8',
		severity: 'error',
		check: ({ operation, images, elements, video }) => {
			if (operation === 'referenceToVideo' && images.length + elements.length === 0 && !video) {
				return [{ field: 'Images', message: 'Nothing is attached to refer to', remedy: 'Add an image, an element or a reference video, or use Text to Video' }];
			}
			if (operation === 'motionControl' && images.length !== 1) {
				return [{ field: 'Images', message: `Images has ${count(images.length, 'row')}, but motion control takes exactly one picture`, remedy: 'Attach the picture that performs the movement' }];
			}
			return [];
		},
	},
	{
		id: '§3',
		severity: 'error',
		check: (job) => mediaUrls(job).flatMap(({ field, url }) => (/^https?:\/\/\S+$/i.test(url) ? [] : [{ field, message: `${field}: “${url.slice(0, 80)}” is not a web address`, remedy: 'Give an address that begins with https://, or use a binary field' }])),
	},
	{
		id: 'R28',
		severity: 'warning',
		check: (job) => mediaUrls(job).flatMap(({ field, url }) => (isPrivate(url) ? [{ field, message: `${field}: Kling cannot reach ${new URL(url).host} from outside`, remedy: 'Use a public address, or a binary field' }] : [])),
	},
	{
		id: 'R44',
		dialects: ['modelStudio'],
		severity: 'error',
		check: (job) =>
			mediaRows(job).flatMap(({ field, media }) => ('base64' in media ? [{ field, message: `${field} holds the picture itself, but Model Studio fetches media from the web`, remedy: 'Give a public address' }] : [])),
	},
	{
		id: 'R34',
		dialects: both,
		severity: 'warning',
		check: ({ callbackUrl }) => (!callbackUrl || /^https?:\/\/\S+$/i.test(callbackUrl) ? [] : [{ field: 'Callback URL', message: `Callback URL “${callbackUrl.slice(0, 80)}” is not a web address`, remedy: 'Give an address that begins with https://' }]),
	},
	{
		id: 'R35',
		dialects: ['current'],
		severity: 'error',
		check: (job) => {
			const ids = attachments(job).map(attachmentId);
			return ids.flatMap((id, index) => {
				if (!/^\w+$/.test(id)) return [{ field: 'Name', message: `The name “${id}” has other characters than letters, digits and _`, remedy: 'Choose a plain word' }];
				const clash = ids.find((other, at) => at !== index && other.includes(id) && (other !== id || at > index));
				return clash === undefined ? [] : [{ field: 'Name', message: `The name “${id}” is part of “${clash}”, so that @${id} could mean either`, remedy: 'Choose names of which none contains another' }];
			});
		},
	},
	{
		id: 'R58',
		dialects: ['current'],
		severity: 'warning',
		check: (job) =>
			attachments(job)
				.map(attachmentId)
				.filter((id) => promptsOf(job).some((prompt) => new RegExp(`\\w@${id}`, 'i').test(prompt)))
				.map((id) => ({ field: 'Prompt', message: `“@${id}” inside a longer word of the prompt would be read as the attachment of that name`, remedy: 'Rename the attachment or the text' })),
	},
	{
		id: 'R29',
		severity: 'error',
		check: (job) => {
			const attached = attachments(job);
			const missing = promptsOf(job).flatMap((prompt) => references(prompt, attached).filter(({ attachment }) => !attachment));
			return missing.map(({ text }) => ({ field: 'Prompt', message: `The prompt mentions ${text}, but nothing is attached under it`, remedy: 'Attach it, or correct the number' }));
		},
	},
	{
		id: 'R29',
		severity: 'warning',
		check: (job) => {
			if (job.operation !== 'referenceToVideo' && job.operation !== 'editVideo') return [];
			const attached = attachments(job);
			const mentioned = promptsOf(job).flatMap((prompt) => references(prompt, attached).map(({ attachment }) => attachment));
			return attached
				.filter((attachment) => attachment.kind !== 'video' && !mentioned.includes(attachment))
				.map(({ kind, number }) => ({ field: 'Prompt', message: `The prompt does not mention @${kind}${number}, so Kling may follow it only loosely`, remedy: `Write @${kind}${number} where it belongs` }));
		},
	},
];

/** How each choice reads in a message: its panel label, the job's values, and what to do when only `left` remains. */
const choiceTexts: { [C in Choice]: { label: string; values: (job: VideoJob, s: Situation) => Array<Choices[C]>; says: (value: Choices[C]) => string; remedy: (left: Array<Choices[C]>) => string } } = {
	frames: {
		label: 'Images',
		values: (_, s) => [s.frames],
		says: (frames) => (frames === 'none' ? 'Images has no first frame' : `Images has a ${frames === 'first' ? 'first' : 'last'} frame`),
		remedy: (left) => (left.includes('none') ? 'Remove the frame' : left.includes('first') ? 'Add a row with the role First Frame' : 'Remove the last frame'),
	},
	shots: { label: 'Shots', values: (job) => [job.shots], says: (shots) => `Shots is ${shots}`, remedy: (left) => `Set Shots to ${listed(left)}` },
	quality: { label: 'Quality', values: (job) => [job.quality], says: (quality) => `Quality is ${quality}`, remedy: (left) => `Set Quality to ${listed(left)}` },
	sound: { label: 'Sound', values: (job) => [job.sound], says: () => 'Sound is on', remedy: () => 'Turn Sound off' },
	aspectRatio: { label: 'Aspect Ratio', values: () => [], says: String, remedy: String },
	duration: {
		label: 'Duration',
		values: (job) => [requestedSeconds(job)].filter((value) => value !== undefined),
		says: (seconds) => `Duration is ${seconds} s`,
		remedy: (left) => `Set Duration to ${spanned(left)}`,
	},
	keepSound: { label: 'Keep Original Sound', values: (job) => (job.video ? [job.video.keepSound] : []), says: () => 'Keep Original Sound is on', remedy: () => 'Turn it off' },
	elementKind: {
		label: 'Elements',
		values: (job) => [...new Set(job.elements.map(({ kind }) => kind))],
		says: (kind) => `Elements has a ${kind === 'multiImage' ? 'multi-image' : 'video-character'} element`,
		remedy: (left) => (left.length ? 'Use multi-image elements only' : 'Remove the elements'),
	},
	reference: { label: 'Images', values: (_, s) => [s.references], says: () => 'Images has a reference picture', remedy: () => 'Remove the rows with the role Reference' },
	voice: { label: 'Voices', values: (job) => [job.voices.length > 0], says: () => 'Voices is set', remedy: () => 'Remove the voices' },
	negativePrompt: { label: 'Negative Prompt', values: (job) => [Boolean(job.negativePrompt)], says: () => 'Negative Prompt is set', remedy: () => 'Clear it' },
	cfgScale: { label: 'CFG Scale', values: (job) => [job.cfgScale !== undefined], says: () => 'CFG Scale is set', remedy: () => 'Remove it' },
};

function checkChoices(job: VideoJob, situation: Situation): Problem[] {
	return (Object.keys(choiceTexts) as Choice[]).flatMap((field) => checkChoice(field, job, situation));
}

function checkChoice<C extends Choice>(field: C, job: VideoJob, situation: Situation): Problem[] {
	const { label, values, says, remedy } = choiceTexts[field];
	const broken = (limit: Limit<C>, value: Choices[C]) => limit.severity !== 'adjust' && limit.when(situation) && !limit.allow(situation).includes(value);
	return values(job, situation).flatMap((value) => {
		// one reason is enough: the first, errors before warnings
		const limit = limitsOn(field).find((candidate) => candidate.severity === 'error' && broken(candidate, value)) ?? limitsOn(field).find((candidate) => broken(candidate, value));
		if (!limit) return [];
		const storyboard = field === 'duration' && job.shots === 'storyboard';
		return [
			{
				rule: limit.id,
				severity: limit.severity as Problem['severity'],
				field: storyboard ? 'Storyboard' : label,
				message: `${storyboard ? `Storyboard shots add up to ${String(value)} s` : says(value)}, but ${limit.why(situation)}`,
				remedy: storyboard ? 'Change the seconds of a shot' : remedy(limit.severity === 'warning' ? [...limit.allow(situation)] : allowed(field, situation)),
			},
		];
	});
}

function notOffered({ model, dialect }: Situation, { operation, model: id }: VideoJob): Problem {
	const where = { classic: 'Kling’s classic API', current: 'Kling’s current API', modelStudio: 'Model Studio' }[dialect];
	return { rule: '§8', severity: 'error', field: 'Model', message: `${model.label} (${id}) is not offered on ${where} for this operation (${operation})`, remedy: 'Choose another model from the list' };
}

const shotRows = ({ shots, storyboard }: VideoJob) => (shots === 'storyboard' ? storyboard : []);

const sentPromptLength = (job: VideoJob) => (job.shots === 'storyboard' ? shotSyntax(job.storyboard) : job.prompt).length;

function tooLong(field: string, length: number, most: number, verb = 'takes') {
	return length <= most ? [] : [{ field, message: `${field} has ${length} characters, but ${verb} ${most}`, remedy: 'Shorten it' }];
}

function counts({ images, elements }: VideoJob) {
	const characters = elements.filter(({ kind }) => kind === 'videoCharacter').length;
	return { pictures: images.filter(({ role }) => role === 'reference').length, multiImage: elements.length - characters, characters };
}

function tooMany(job: VideoJob, most: number, where: string) {
	const { pictures, multiImage } = counts(job);
	return pictures + multiImage <= most
		? []
		: [{ field: pictures ? 'Images' : 'Elements', message: `Reference pictures and multi-image elements are ${pictures + multiImage} together, but at most ${most} are possible${where}`, remedy: 'Remove some rows of Images or Elements' }];
}

function mediaRows({ images, video }: VideoJob) {
	return [...images.map(({ media }, index) => ({ field: `Images, row ${index + 1}`, media })), ...(video ? [{ field: 'Video', media: video.media }] : [])];
}

const mediaUrls = (job: VideoJob) => mediaRows(job).flatMap(({ field, media }) => ('url' in media ? [{ field, url: media.url }] : []));

function isPrivate(url: string) {
	return URL.canParse(url) && /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[?::1|\[?f[cd])/i.test(new URL(url).hostname);
}

/** "3 to 15", or "5 or 10" where there are gaps. */
function spanned(values: number[]) {
	const [first, last] = [values[0], values.at(-1)];
	return first !== undefined && last !== undefined && last - first === values.length - 1 && values.length > 2 ? `${first} to ${last}` : listed(values);
}
