import type { FastifyInstance } from 'fastify';
import { z } from 'zod/v4';
import { nonEmpty, pageNumber, readFields } from './check/fields';
import { bodyOf, sendData } from './http';
import type { JsonObject } from './json';
import { classicElement, classicVoice } from './libraryShape';
import { badParameter } from './refusal';
import type { Service } from './service';

const paging = (maxPageSize: number) => z.strictObject({ pageNum: pageNumber(1000, 1), pageSize: pageNumber(maxPageSize, 30) });
const ELEMENT_ID = z.strictObject({ element_id: nonEmpty });
const VOICE_ID = z.strictObject({ voice_id: nonEmpty });

/** The official galleries, and deleting one's own elements and voices (contract §13). */
export function libraryRoutes(app: FastifyInstance, service: Service): void {
	const { library, links, tasks, startedAt } = service;
	/** Gallery entries look like finished tasks. */
	const finished = (id: string, result: object) => ({
		task_id: id,
		task_status: 'succeed',
		task_status_msg: '',
		task_result: result,
		created_at: startedAt,
		updated_at: startedAt,
	});

	app.get('/v1/general/advanced-presets-elements', async (request, reply) => {
		const page = pageOf(library.presetElements, readFields(paging(500), request.query as JsonObject));
		return sendData(
			reply,
			page.map((element) => ({ ...finished(element.id, { elements: [classicElement(element, library, links)] }), task_info: {} })),
		);
	});

	app.get('/v1/general/presets-voices', async (request, reply) => {
		const page = pageOf(library.presetVoices, readFields(paging(1000), request.query as JsonObject));
		return sendData(
			reply,
			page.map((voice) => finished(voice.id, { voices: [classicVoice(voice, links)] })),
		);
	});

	// the image pages print the second spelling; both work on the same store
	for (const path of ['/v1/general/delete-advanced-elements', '/v1/general/delete-elements']) {
		app.post(path, async (request, reply) => {
			const element = library.element(readFields(ELEMENT_ID, bodyOf(request)).element_id);
			if (element.ownedBy === 'kling') badParameter(`Element id not found among your own elements: ${element.id}`);
			element.deleted = true;
			return sendData(reply, { task_id: tasks.nextId(), task_status: 'succeed' });
		});
	}

	app.post('/v1/general/delete-voices', async (request, reply) => {
		const voice = library.voice(readFields(VOICE_ID, bodyOf(request)).voice_id);
		if (voice.ownedBy === 'kling') badParameter(`Voice id not found among your own voices: ${voice.id}`);
		voice.deleted = true;
		return sendData(reply, { task_id: tasks.nextId(), task_status: 'succeed' });
	});
}

function pageOf<Item>(items: Item[], { pageNum, pageSize }: { pageNum: number; pageSize: number }): Item[] {
	return items.slice((pageNum - 1) * pageSize, pageNum * pageSize);
}
