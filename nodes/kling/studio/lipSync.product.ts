import * as z from 'zod/v4-mini';
import type { MediaFacts } from '../media/facts';
import { between, type Finding, type Problem } from '../rules/problem';
import type { Face, FacesOutput } from '../outputs';
import { number, oneOf, optionalId, prepared, text, wholeNumber } from '../values';
import { soundOnWire, soundPlace, speakFirst, spokenSound } from './drivingSound';
import { facesPlace, facesUnits } from './faces.product';
import { optionalMedia, withWatermark } from './parts';
import { Unfit, type Help, type StudioProduct } from './product';
import { oneVideo, sourceVideoFields, type SourceVideo } from './sourceVideo';
import { lineUnits, soundFrom, spokenFields } from './spokenLine';

/** A face of a video that speaks something else (contract §21.3, R80–R84): its faces are found first. */

const seconds = z.optional(number);

const schema = z.object({
	kind: z._default(z.literal('lipSync'), 'lipSync'),
	facesFrom: z.optional(oneOf(['video', 'session'])),
	...sourceVideoFields,
	face: z._default(oneOf(['biggest', 'first', 'number']), 'biggest'),
	faceNumber: z._default(wholeNumber, 1),
	/** Of faces that were found before, instead of a video. */
	sessionId: z._default(text, ''),
	faceId: z._default(text, ''),
	soundFrom,
	sound: optionalMedia,
	audioId: optionalId,
	...spokenFields,
	/** Seconds: the part of the sound, and where it begins in the video. */
	timing: prepared((value) => value ?? {}, z.object({ soundStart: seconds, soundEnd: seconds, insertAt: seconds })),
	soundVolume: z._default(number, 1),
	originalVolume: z._default(number, 1),
	...withWatermark,
	/** Milliseconds, worked out before it is sent. */
	times: z.optional(z.object({ start: z.number(), end: z.number(), insert: z.number() })),
});

type LipSyncJob = z.output<typeof schema>;

const ms = (value: number) => Math.round(value * 1000);
/** R82: sound and face have to be together for so long, ms; the end of a face is told a little too late. */
const shortest = 2000;
const margin = 50;

export const product: StudioProduct<LipSyncJob> = {
	noun: 'a lip sync',
	schema,
	path: '/v1/videos/advanced-lip-sync',
	makes: 'video',
	places: [facesPlace, soundPlace(60)],
	rules: [
		{ ...oneVideo, check: (job, situation, dialect) => (job.sessionId ? [] : oneVideo.check(job as SourceVideo, situation, dialect)) },
		spokenSound,
		{
			id: 'R81',
			severity: 'error',
			check: ({ sessionId, faceId, faceNumber }): Finding[] => [
				...(sessionId && !faceId
					? [{ field: 'Face ID', message: 'Face ID is empty', remedy: 'Give the faceId that Find Faces gave out' }]
					: []),
				...(faceNumber >= 1
					? []
					: [{ field: 'Face Number', message: `Face Number is ${faceNumber}, but counts from 1`, remedy: 'Correct it' }]),
			],
		},
		{
			id: 'R83',
			severity: 'error',
			check: ({ soundVolume, originalVolume }) => [
				...between('Sound Volume', soundVolume, 0, 2),
				...between('Original Volume', originalVolume, 0, 2),
			],
		},
		{
			id: 'R82',
			severity: 'error',
			check: ({ timing: { soundStart = 0, soundEnd, insertAt = 0 } }): Finding[] => [
				...between('Sound Start', soundStart, 0, 58),
				...between('Insert At', insertAt, 0, 58),
				...(soundEnd === undefined || ms(soundEnd) - ms(soundStart) >= shortest
					? []
					: [{ field: 'Sound End', message: `Sound End is less than 2 s behind Sound Start`, remedy: 'Set it later' }]),
			],
		},
	],
	units: (job, facts) => {
		const length = job.times ? job.times.end - job.times.start : lengthOf(job, facts);
		if (length === undefined) return undefined;
		return 0.5 * Math.ceil(length / 5000) + (job.sessionId ? 0 : facesUnits) + (job.text ? lineUnits : 0);
	},
	// a line's length is known when it has been spoken
	complete: (job, facts) => (job.text || lengthOf(job, facts) !== undefined ? job : lengthUnknown),
	before: async (job, facts, help) => {
		const found = job.sessionId ? undefined : await findFaces(job, help);
		const face = found && (await choose(found.faces, job, help));
		const spoken = await speakFirst(job, facts, help);
		const chosen = found && face ? { sessionId: found.sessionId, faceId: face.id, video: undefined, videoId: undefined } : {};
		return { job: { ...spoken.job, ...chosen, times: timesOf(job, spoken.facts, face) }, facts: spoken.facts };
	},
	body: ({ sessionId, faceId, soundVolume, originalVolume, times, text: said, ...job }) => ({
		session_id: sessionId || '(of the faces that are found first)',
		face_choose: [
			{
				face_id: faceId || '(the chosen one)',
				...(said ? { audio_id: '(of the line that is spoken first)' } : soundOnWire(job)),
				sound_start_time: times?.start ?? ms(job.timing.soundStart ?? 0),
				sound_end_time: times?.end ?? ms(job.timing.soundEnd ?? 0),
				sound_insert_time: times?.insert ?? ms(job.timing.insertAt ?? 0),
				sound_volume: soundVolume,
				original_audio_volume: originalVolume,
			},
		],
	}),
};

const lengthUnknown: Problem = {
	rule: 'R82',
	severity: 'error',
	field: 'Sound End',
	message: 'Timing, Sound End is not set, and how long the sound is could not be found out',
	remedy: 'Add Sound End under Timing, for example {{ $json.durationSeconds }} of Audio → Speak',
};

/** How much of the sound goes into the video, ms: up to its end, or the video's. */
function lengthOf(
	{ timing: { soundStart = 0, soundEnd, insertAt = 0 } }: LipSyncJob,
	{ soundSeconds, videoSeconds = Infinity }: MediaFacts,
) {
	if (soundEnd !== undefined) return ms(soundEnd) - ms(soundStart);
	if (soundSeconds === undefined) return undefined;
	return Math.floor(Math.min(soundSeconds - soundStart, videoSeconds - insertAt) * 1000);
}

/** R82. @throws Unfit if sound and face do not meet for long enough */
function timesOf(job: LipSyncJob, facts: MediaFacts, face?: Face) {
	const { timing } = job;
	const insertAt = timing.insertAt ?? (face?.startMs ?? 0) / 1000;
	const [start, insert] = [ms(timing.soundStart ?? 0), ms(insertAt)];
	const length = lengthOf({ ...job, timing: { ...timing, insertAt } }, facts) ?? 0;
	const together = face ? Math.min(insert + length, face.endMs - margin) - Math.max(insert, face.startMs) : length;
	if (together >= shortest) return { start, end: start + length, insert };
	const where = face ? `is seen from ${face.startMs / 1000} to ${face.endMs / 1000} s, and the sound is` : 'and the sound are';
	throw new Unfit(
		`The face ${where} together for less than 2 s`,
		'Choose another face, set Insert At to when the face is seen, or take a longer sound',
	);
}

async function findFaces({ video, videoId }: LipSyncJob, { order }: Help): Promise<FacesOutput> {
	const { outputs } = await order({ kind: 'faces', video, videoId });
	const [found] = outputs;
	if (found?.type === 'faces' && found.faces.length > 0) return found;
	throw new Unfit(
		'No face was found in the video',
		'Use a video with a face that is seen from the front for 2 s or more. No lip sync was ordered',
	);
}

/** @throws Unfit if there are not so many */
async function choose(all: Face[], { face, faceNumber }: LipSyncJob, { sizeOf }: Help): Promise<Face> {
	if (face === 'biggest' && all.length > 1) {
		const sizes = await Promise.all(all.map(async ({ pictureUrl }) => (pictureUrl ? await sizeOf(pictureUrl) : 0)));
		return all[sizes.indexOf(Math.max(...sizes))]!;
	}
	const chosen = all[face === 'number' ? faceNumber - 1 : 0];
	if (chosen) return chosen;
	throw new Unfit(
		`Face Number is ${faceNumber}, but ${all.length} ${all.length === 1 ? 'face was' : 'faces were'} found`,
		'Choose one of them',
	);
}
