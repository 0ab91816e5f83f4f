import * as z from 'zod/v4-mini';
import { maybe, maybeNumber, maybeText, readable } from '../answers';
import type { Task } from '../task';
import { defined, id } from '../values';

/** The answer of face recognition, which has no task (contract §21.3). */

const answer = z.object({
	session_id: id,
	face_data: maybe(z.array(z.object({ face_id: id, face_image: maybeText, start_time: z.coerce.number(), end_time: z.coerce.number() }))),
	final_unit_deduction: maybeNumber,
});

/** @throws ServiceRefusal if there is no session in it */
export function decodeFaces(data: unknown): Task {
	const { session_id: sessionId, face_data: faces = [], final_unit_deduction: units } = readable(answer, data, 'session');
	const found = faces.map(({ face_id: faceId, face_image: pictureUrl, start_time: startMs, end_time: endMs }) => ({
		id: faceId,
		startMs,
		endMs,
		...defined({ pictureUrl }),
	}));
	return {
		taskId: sessionId,
		product: 'faces',
		status: 'succeeded',
		outputs: [{ type: 'faces', sessionId, faces: found }],
		raw: data,
		...defined({ units }),
	};
}
