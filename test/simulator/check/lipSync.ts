import { z } from 'zod/v4';
import { COMMON_WITH_WATERMARK, classicJob, readClassic } from './classicParts';
import { fraction, integer, list, nonEmpty } from './fields';
import type { VideoLimits } from './media';
import { drivingSound, sourceVideo } from './sources';
import type { Context } from '../context';
import { findFaces, type FaceSession } from '../faces';
import type { JsonObject } from '../json';
import { CALL_UNITS, lipSyncUnits } from '../prices';
import { badParameter } from '../refusal';
import type { Job } from '../tasks';

/** Contract §21.3, step 1. R87: no id and no callback. */
const FACES = z.strictObject({ video_id: nonEmpty.optional(), video_url: nonEmpty.optional() });

const blankable = z.preprocess((value) => (value === '' || value === null ? undefined : value), nonEmpty.optional()).optional();
const FACE = z.strictObject({
	face_id: nonEmpty,
	audio_id: blankable,
	sound_file: blankable,
	sound_start_time: integer(0),
	sound_end_time: integer(0),
	sound_insert_time: integer(0),
	// R83
	sound_volume: fraction(0, 2).default(1),
	original_audio_volume: fraction(0, 2).default(1),
});
type Face = z.output<typeof FACE>;

/** Step 2. */
const FIELDS = z.strictObject({ session_id: nonEmpty, face_choose: list(FACE), ...COMMON_WITH_WATERMARK });

/** "720p or 1080p, each side 512–2160 px". */
const SOURCE: VideoLimits = { maxBytes: 100 * 1024 * 1024, seconds: [2, 60], pixels: [512, 2160] };
/** R78. */
const SOUND_SECONDS = [2, 60] as const;
/** R82. */
const SHORTEST_MS = 2000;

/** Checks `POST /v1/videos/identify-face`. */
export function checkFaces(body: JsonObject, context: Context): Job {
	const { video, seconds, hint } = sourceVideo(readClassic(FACES, body), SOURCE, context);
	return {
		dialect: 'classic',
		product: 'identify-face',
		model: '',
		body,
		texts: [hint],
		watermark: false,
		charge: { pack: 'video', weight: 0, units: CALL_UNITS },
		outcome: { kind: 'faces', session: findFaces(hint, video, seconds) },
	};
}

/** Checks `POST /v1/videos/advanced-lip-sync` (R81). */
export function checkLipSync(body: JsonObject, context: Context): Job {
	const fields = readClassic(FIELDS, body);
	const [choice, ...others] = fields.face_choose;
	if (!choice || others.length) return badParameter('face_choose: exactly one face is supported'); // C45
	const session = context.faces.find(fields.session_id);
	if (!session) return badParameter(`session_id ${fields.session_id} does not exist or has expired`);
	const sound = drivingSound(choice, SOUND_SECONDS, context, 'face_choose[0].');
	if (sound.isKnown && choice.sound_end_time > sound.seconds * 1000)
		badParameter(`face_choose[0].sound_end_time value '${choice.sound_end_time}' is invalid: the sound lasts ${sound.seconds} s`);
	checkTimes(choice, session);
	return {
		...classicJob(fields),
		product: 'advanced-lip-sync',
		model: '',
		body,
		texts: [],
		charge: { pack: 'video', weight: 1, units: lipSyncUnits(choice.sound_end_time - choice.sound_start_time) },
		outcome: { kind: 'video', seconds: Math.round(session.seconds) },
		parentVideo: session.video,
	};
}

/** R82. */
function checkTimes(choice: Face, { faces, seconds }: FaceSession): void {
	const { sound_start_time: start, sound_end_time: end, sound_insert_time: insert } = choice;
	const face = faces.find(({ id }) => id === choice.face_id);
	if (!face) return badParameter(`face_choose[0].face_id ${choice.face_id} does not exist in this session`);
	if (end - start < SHORTEST_MS) badParameter(`face_choose[0]: the sound must last at least ${SHORTEST_MS} ms`);
	const last = insert + end - start;
	if (last > seconds * 1000) badParameter(`face_choose[0]: the sound ends after ${last} ms, but the video lasts ${seconds * 1000} ms`);
	if (Math.min(last, face.endMs) - Math.max(insert, face.startMs) < SHORTEST_MS)
		badParameter(`face_choose[0]: sound and face are together for less than ${SHORTEST_MS} ms`);
}
