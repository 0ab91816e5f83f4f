import type { FastifyInstance } from 'fastify';
import { z } from 'zod/v4';
import { checkClassicKey } from './auth';
import { checkTextToAudio, checkVideoToAudio } from './check/audio';
import { checkAvatar } from './check/avatar';
import { checkImageGeneration, checkOmniImage } from './check/classicImage';
import { checkElement, checkVoice } from './check/classicLibrary';
import { checkClassicMotion } from './check/classicMotion';
import { checkClassicOmniVideo } from './check/classicOmniVideo';
import { checkImageToVideo, checkTextToVideo } from './check/classicVideo';
import { checkExpand } from './check/expand';
import { pageNumber, readFields } from './check/fields';
import { checkLipSync } from './check/lipSync';
import { libraryRoutes } from './classicLibrary';
import { classicEntry, classicReceipt } from './classicShape';
import type { Context } from './context';
import { bodyOf, sendData } from './http';
import type { JsonObject } from './json';
import { badParameter } from './refusal';
import { inListOrder, type Service } from './service';
import { studioRoutes } from './studio';
import type { Job, Task } from './tasks';
import type { Product } from './types';

/** One product of the classic API: create, get and list live on one path. */
interface ProductRoute {
	path: string;
	product: Product;
	maxPageSize: number;
	check: (body: JsonObject, context: Context) => Job;
}

const PRODUCTS: ProductRoute[] = [
	{ path: '/v1/videos/omni-video', product: 'omni-video', maxPageSize: 500, check: checkClassicOmniVideo },
	{ path: '/v1/videos/text2video', product: 'text2video', maxPageSize: 500, check: checkTextToVideo },
	{ path: '/v1/videos/image2video', product: 'image2video', maxPageSize: 500, check: checkImageToVideo },
	{ path: '/v1/videos/motion-control', product: 'motion-control', maxPageSize: 500, check: checkClassicMotion },
	{ path: '/v1/videos/avatar/image2video', product: 'avatar', maxPageSize: 500, check: checkAvatar },
	{ path: '/v1/videos/advanced-lip-sync', product: 'advanced-lip-sync', maxPageSize: 500, check: checkLipSync },
	{ path: '/v1/audio/video-to-audio', product: 'video-to-audio', maxPageSize: 500, check: checkVideoToAudio },
	{ path: '/v1/audio/text-to-audio', product: 'text-to-audio', maxPageSize: 500, check: checkTextToAudio },
	{ path: '/v1/images/editing/expand', product: 'expand', maxPageSize: 500, check: checkExpand },
	{ path: '/v1/images/omni-image', product: 'omni-image', maxPageSize: 500, check: checkOmniImage },
	{ path: '/v1/images/generations', product: 'images-generations', maxPageSize: 500, check: checkImageGeneration },
	{ path: '/v1/general/advanced-custom-elements', product: 'element', maxPageSize: 500, check: checkElement },
	{ path: '/v1/general/custom-voices', product: 'voice', maxPageSize: 1000, check: checkVoice },
];

/** The classic API (dialect L): API key or signed token. */
export async function classicRoutes(app: FastifyInstance, service: Service): Promise<void> {
	app.addHook('preHandler', async (request) => await checkClassicKey(request.headers.authorization));
	for (const route of PRODUCTS) productRoutes(app, service, route);
	libraryRoutes(app, service);
	studioRoutes(app, service);
}

function productRoutes(app: FastifyInstance, service: Service, { path, product, maxPageSize, check }: ProductRoute): void {
	const belongs = (task: Task) => task.product === product && task.dialect === 'classic';

	// R93: the page of lip sync prints the task id only
	const hasClientId = product !== 'advanced-lip-sync' || service.options.lipSyncByExternalId;

	app.post(path, async (request, reply) => {
		const task = service.tasks.accept(check(bodyOf(request), service));
		return sendData(reply, classicReceipt(task));
	});

	app.get<{ Params: { id: string } }>(`${path}/:id`, async (request, reply) => {
		const { id } = request.params;
		const task = service.tasks.byId(id) ?? (hasClientId ? service.tasks.byExternalId(id) : undefined);
		// R39: a task is read where it was made
		if (!task || !belongs(task)) return badParameter(`Task not found by ${hasClientId ? 'id/external id' : 'id'}: ${id}`);
		return sendData(reply, classicEntry(task, service));
	});

	const query = z.strictObject({ pageNum: pageNumber(1000, 1), pageSize: pageNumber(maxPageSize, 30) });
	app.get(path, async (request, reply) => {
		const { pageNum, pageSize } = readFields(query, request.query as JsonObject);
		const page = inListOrder(service, belongs).slice((pageNum - 1) * pageSize, pageNum * pageSize);
		return sendData(
			reply,
			page.map((task) => classicEntry(task, service)),
		);
	});
}
