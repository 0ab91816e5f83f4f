import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/v4';
import { MODELS } from './check/modelStudio';
import { oneOf, readFields } from './check/fields';
import { sendJson } from './http';
import type { JsonObject } from './json';
import { Refusal } from './refusal';
import type { Service } from './service';
import type { StoredFile } from './types';

/** Model Studio's temporary storage (contract §16.4): a policy, a form with the file, an `oss://` link for one model. */

const HOUR = 60 * 60 * 1000;
const POLICY_SECONDS = 300;
const MAX_MB = 100;
const FORM_PATH = '/oss-upload';
const QUERY = z.strictObject({ action: z.literal('getPolicy'), model: oneOf(...MODELS) });

interface Policy {
	model: string;
	folder: string;
	policy: string;
	signature: string;
	expiresAt: number;
}

export class Uploads {
	readonly files: StoredFile[] = [];
	readonly #contents = new Map<StoredFile, Buffer>();
	readonly #policies: Policy[] = [];

	constructor(private readonly memoryMs = 48 * HOUR) {}

	newPolicy(model: string): Policy {
		const secret = () => randomBytes(24).toString('base64');
		const folder = `dashscope-instant/${randomBytes(8).toString('hex')}`;
		const policy = { model, folder, policy: secret(), signature: secret(), expiresAt: Date.now() + POLICY_SECONDS * 1000 };
		this.#policies.push(policy);
		return policy;
	}

	policyOf(text: string): Policy | undefined {
		return this.#policies.find(({ policy, expiresAt }) => policy === text && Date.now() < expiresAt);
	}

	has(key: string): boolean {
		return this.files.some((file) => file.key === key);
	}

	keep(key: string, model: string, content: Buffer): void {
		const file = { key, model, bytes: content.length, storedAt: Date.now() };
		this.files.push(file);
		this.#contents.set(file, content);
	}

	/** R98, R99. @throws Refusal when the link is of no use for this call */
	read(link: string, model: string, isResolved: boolean): Buffer {
		const file = this.files.find(({ key }) => link === `oss://${key}`);
		const content = file && this.#contents.get(file);
		if (isResolved && file?.model === model && content && Date.now() - file.storedAt < this.memoryMs) return content;
		throw new Refusal(400, 'InvalidURL', `The request URL is invalid, please check the request URL is available: ${link}`);
	}
}

/** The policy, with Model Studio's key. */
export function policyRoute(app: FastifyInstance, { uploads, links }: Service): void {
	app.get('/uploads', async (request, reply) => {
		const { model } = readFields(QUERY, request.query as JsonObject);
		const { folder, policy, signature } = uploads.newPolicy(model);
		return sendJson(reply, {
			request_id: randomUUID(),
			data: {
				policy,
				signature,
				upload_dir: folder,
				upload_host: links.own(FORM_PATH),
				expire_in_seconds: POLICY_SECONDS,
				max_file_size_mb: MAX_MB,
				oss_access_key_id: 'sim-oss-key-id',
				x_oss_object_acl: 'private',
				x_oss_forbid_overwrite: 'true',
			},
		});
	});
}

/** The form, without a key: a storage service with XML for its errors. */
export function storageRoute(app: FastifyInstance, { uploads }: Service): void {
	app.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	app.post(FORM_PATH, async (request, reply) => {
		// a key must never reach the storage
		if (request.headers.authorization !== undefined)
			return refuseXml(reply, 400, 'InvalidArgument', 'no Authorization header belongs here');
		const fields = await formOf(request);
		if (!fields) return refuseXml(reply, 400, 'MalformedPOSTRequest', 'multipart/form-data is expected');
		const text = (name: string) => String(fields.get(name) ?? '');
		const file = fields.get('file');
		// what stands behind the file is not read
		if (!(file instanceof File) || [...fields.keys()].at(-1) !== 'file')
			return refuseXml(reply, 400, 'InvalidArgument', 'the last field must be the file');

		const policy = uploads.policyOf(text('policy'));
		if (!policy || text('OSSAccessKeyId') !== 'sim-oss-key-id') return refuseXml(reply, 403, 'AccessDenied', 'Invalid according to Policy');
		if (text('Signature') !== policy.signature) return refuseXml(reply, 403, 'SignatureDoesNotMatch', 'The signature does not match');
		const key = text('key');
		const isInside = key.startsWith(`${policy.folder}/`) && key.length > policy.folder.length + 1;
		const isAsTold =
			text('x-oss-object-acl') === 'private' && text('x-oss-forbid-overwrite') === 'true' && text('success_action_status') === '200';
		if (!isInside || !isAsTold) return refuseXml(reply, 403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed');
		if (file.size > MAX_MB * 1024 * 1024) return refuseXml(reply, 400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum size');
		if (uploads.has(key))
			return refuseXml(reply, 409, 'FileAlreadyExists', 'The object you specified already exists and can not be overwritten.');
		uploads.keep(key, policy.model, Buffer.from(await file.arrayBuffer()));
		return reply.code(200).send();
	});
}

async function formOf(request: FastifyRequest): Promise<FormData | undefined> {
	if (!Buffer.isBuffer(request.body)) return undefined;
	const form = new Response(new Uint8Array(request.body), { headers: { 'content-type': request.headers['content-type'] ?? '' } });
	return await form.formData().catch(() => undefined);
}

function refuseXml(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
	return reply
		.code(status)
		.type('application/xml')
		.send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}
