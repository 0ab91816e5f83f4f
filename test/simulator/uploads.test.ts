import { startSimulator, type Simulator } from './index';
import { fixture } from './media';

/** Model Studio's temporary storage (contract §16.4, R98, R99). */

const V3 = 'kling/kling-v3-video-generation';
const OMNI = 'kling/kling-v3-omni-video-generation';

let service: Simulator;
beforeEach(async () => {
	service = await startSimulator({ renderMs: Infinity });
});
afterEach(async () => await service.close());

const key = () => ({ authorization: `Bearer ${service.modelStudioKey}` });

async function policyFor(model = OMNI): Promise<Record<string, string>> {
	const response = await fetch(`${service.modelStudioUrl}/uploads?action=getPolicy&model=${encodeURIComponent(model)}`, { headers: key() });
	return ((await response.json()) as { data: Record<string, string> }).data;
}

type Change = (fields: [string, string | Blob][]) => [string, string | Blob][];

/** Puts a file into the storage as the vendor's page shows it, or with a change. */
async function upload(policy: Record<string, string>, file: Buffer, change: Change = (fields) => fields, headers = {}, name = 'a.png') {
	const form = new FormData();
	const fields: [string, string | Blob][] = [
		['OSSAccessKeyId', policy.oss_access_key_id!],
		['Signature', policy.signature!],
		['policy', policy.policy!],
		['x-oss-object-acl', policy.x_oss_object_acl!],
		['x-oss-forbid-overwrite', policy.x_oss_forbid_overwrite!],
		['key', `${policy.upload_dir}/${name}`],
		['success_action_status', '200'],
		['file', new Blob([new Uint8Array(file)])],
	];
	change(fields).forEach(([field, value]) => form.append(field, value));
	const response = await fetch(policy.upload_host!, { method: 'POST', body: form, headers });
	return { status: response.status, text: await response.text(), link: `oss://${policy.upload_dir}/${name}` };
}

async function create(
	url: string,
	type = 'refer',
	headers: Record<string, string> = { 'x-dashscope-ossresourceresolve': 'enable' },
	model = OMNI,
) {
	const response = await fetch(`${service.modelStudioUrl}/services/aigc/video-generation/video-synthesis`, {
		method: 'POST',
		headers: { ...key(), 'content-type': 'application/json', 'x-dashscope-async': 'enable', ...headers },
		body: JSON.stringify({ model, input: { prompt: 'x', media: [{ type, url }] }, parameters: { aspect_ratio: '1:1' } }),
	});
	return { status: response.status, body: (await response.json()) as object };
}

test('a picture and a clip are stored, byte by byte, and a job takes them', async () => {
	const policy = await policyFor();
	const picture = await upload(policy, fixture('good.png')!);
	const clip = await upload(policy, fixture('ride.mp4')!, undefined, {}, 'b.mp4');
	expect([picture.status, clip.status]).toEqual([200, 200]);
	expect(service.stored).toMatchObject([
		{ key: picture.link.slice(6), model: OMNI, bytes: fixture('good.png')!.length },
		{ model: OMNI, bytes: fixture('ride.mp4')!.length },
	]);
	expect(await create(picture.link)).toMatchObject({ status: 200 });
	expect(await create(clip.link, 'feature')).toMatchObject({ status: 200 });
	expect(service.created).toHaveLength(2);
});

const replace =
	(name: string, value?: string | Blob): Change =>
	(fields) =>
		fields.flatMap(([field, old]) => (field !== name ? [[field, old]] : value === undefined ? [] : [[field, value]]));

test.each<[string, Change, object, number, string]>([
	['another policy', replace('policy', 'x'), {}, 403, 'AccessDenied'],
	['another signature', replace('Signature', 'x'), {}, 403, 'SignatureDoesNotMatch'],
	['another folder', replace('key', 'elsewhere/a.png'), {}, 403, 'AccessDenied'],
	['no access list', replace('x-oss-object-acl'), {}, 403, 'AccessDenied'],
	['overwriting', replace('x-oss-forbid-overwrite', 'false'), {}, 403, 'AccessDenied'],
	['no status', replace('success_action_status'), {}, 403, 'AccessDenied'],
	['no key id', replace('OSSAccessKeyId'), {}, 403, 'AccessDenied'],
	['no file', replace('file'), {}, 400, 'InvalidArgument'],
	['the file first', (fields) => [...fields].reverse(), {}, 400, 'InvalidArgument'],
	['a key of Model Studio', (fields) => fields, { authorization: 'Bearer sk-x' }, 400, 'InvalidArgument'],
	['no form', (fields) => fields, { 'content-type': 'text/plain' }, 400, 'MalformedPOSTRequest'],
])('the storage refuses %s in XML', async (_name, change, headers, status, code) => {
	const answer = await upload(await policyFor(), fixture('good.png')!, change, headers);
	expect(answer).toMatchObject({ status, text: expect.stringContaining(`<Code>${code}</Code>`) });
	expect(service.stored).toEqual([]);
});

test('a name is used once', async () => {
	const policy = await policyFor();
	await upload(policy, fixture('good.png')!);
	expect(await upload(policy, fixture('good.jpg')!)).toMatchObject({ status: 409, text: expect.stringContaining('FileAlreadyExists') });
});

test('a policy needs the key and a model of this service', async () => {
	const status = async (query: string, headers: Record<string, string>) =>
		(await fetch(`${service.modelStudioUrl}/uploads${query}`, { headers })).status;
	expect(await status(`?action=getPolicy&model=${OMNI}`, key())).toBe(200);
	expect(await status(`?action=getPolicy&model=${OMNI}`, {})).toBe(401);
	expect(await status('?action=getPolicy&model=qwen-vl', key())).toBe(400);
	expect(await status(`?model=${OMNI}`, key())).toBe(400);
});

test.each<[string, () => Promise<unknown>, string]>([
	[
		'without the header (R98)',
		async () => await create((await upload(await policyFor(), fixture('good.png')!)).link, 'refer', {}),
		'InvalidURL',
	],
	[
		'for another model (R99)',
		async () => await create((await upload(await policyFor(), fixture('good.png')!)).link, 'first_frame', undefined, V3),
		'InvalidURL',
	],
	['that was never stored', async () => await create('oss://dashscope-instant/x/a.png'), 'InvalidURL'],
	['that is no picture', async () => await create((await upload(await policyFor(), Buffer.from('hello'))).link), 'InvalidParameter'],
	[
		'of a picture that is too small',
		async () => await create((await upload(await policyFor(), fixture('tiny.png')!)).link),
		'InvalidParameter',
	],
	['of a picture with alpha', async () => await create((await upload(await policyFor(), fixture('alpha.png')!)).link), 'InvalidParameter'],
	[
		'of a clip that is too short',
		async () => await create((await upload(await policyFor(), fixture('short.mp4')!)).link, 'feature'),
		'InvalidParameter',
	],
])('a job refuses a link %s', async (_name, make, code) => {
	expect(await make()).toMatchObject({ status: 400, body: { code } });
	expect(service.created).toEqual([]);
});

test('a file is forgotten after a time', async () => {
	await service.close();
	service = await startSimulator({ renderMs: Infinity, uploadMemoryMs: 0 });
	expect(await create((await upload(await policyFor(), fixture('good.png')!)).link)).toMatchObject({ body: { code: 'InvalidURL' } });
});
