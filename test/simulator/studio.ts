import type { FastifyInstance } from 'fastify';
import { checkSpeech } from './check/audio';
import { checkFaces } from './check/lipSync';
import { classicCharge, classicEntry } from './classicShape';
import { OVERSTATED_MS, type FaceSession } from './faces';
import { bodyOf, sendData } from './http';
import { refuse } from './refusal';
import type { Service } from './service';

/** The two calls that answer at once: no client id, no callback, no way to ask again (R87). */
export function studioRoutes(app: FastifyInstance, service: Service): void {
	app.post('/v1/audio/tts', async (request, reply) => {
		const task = service.tasks.doAtOnce(checkSpeech(bodyOf(request)));
		// code 0 alone is not a success: the status may be `failed`
		return sendData(reply, { ...classicEntry(task, service), task_info: undefined });
	});

	app.post('/v1/videos/identify-face', async (request, reply) => {
		const task = service.tasks.doAtOnce(checkFaces(bodyOf(request), service));
		const { outcome } = task.job;
		if (task.status === 'failed' || outcome.kind !== 'faces') return refuse(1201, task.message);
		service.faces.keep(outcome.session);
		return sendData(reply, { ...facesOf(outcome.session, service), ...classicCharge(task) });
	});
}

function facesOf({ id, faces }: FaceSession, { links }: Service) {
	return {
		session_id: id,
		face_data: faces.map((face) => ({
			face_id: face.id,
			face_image: links.media('portrait.png'),
			start_time: face.startMs,
			end_time: face.endMs + OVERSTATED_MS,
		})),
	};
}
