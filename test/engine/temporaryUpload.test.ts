import './fastClock';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { runNode, type EngineItem } from './engine';
import { credentials, editVideo, imageToVideo, inField, useKling } from './kling';

/** Options → Temporary Upload: a file goes into Alibaba's own storage instead of leaving as a link (contract §16.4, R98–R100). */

const kling = useKling();
const contentOf = (name: string) => readFileSync(join(__dirname, '../simulator/media', name));
const fileOf = (name: string, mimeType: string): EngineItem => ({
	files: { data: { base64: contentOf(name).toString('base64'), mimeType, fileName: `holiday ${name}` } },
});
const picture = fileOf('good.png', 'image/png');
const options = { temporaryUpload: true };
const modelStudio = { service: 'modelStudio', options };
const ofPicture: INodeParameters = imageToVideo({ ...modelStudio, firstFrame: inField('data') });
const uploads = () => kling.service.requests.filter(({ path }) => path.startsWith('/oss-upload'));

test.each([
	['picture', ofPicture, 'good.png', 'image/png'],
	['video', editVideo({ ...modelStudio, video: inField('data') }), 'ride.mp4', 'video/mp4'],
])('a %s is put there whole, and the job has its link', async (_, parameters, name, mimeType) => {
	const { items, error } = await kling.run(parameters, { items: [fileOf(name, mimeType)] });
	expect(error).toBeUndefined();
	expect(items[0]?.json.status).toBe('succeeded');
	const [stored] = kling.service.stored;
	expect(stored).toMatchObject({ bytes: contentOf(name).length });
	expect(kling.service.created[0]?.body.input.media[0].url).toBe(`oss://${stored!.key}`);
	expect(stored!.key).not.toContain('holiday');
});

test('the key goes to Model Studio alone', async () => {
	await kling.run(ofPicture, { items: [picture] });
	expect(uploads()).toHaveLength(1);
	expect(JSON.stringify(uploads())).not.toContain(kling.service.modelStudioKey);
});

test('each file of each item has a name of its own', async () => {
	const { error } = await kling.run(ofPicture, { items: [picture, picture] });
	expect(error).toBeUndefined();
	expect(new Set(kling.service.stored.map(({ key }) => key)).size).toBe(2);
});

test('it is off unless a person asks for it, and addresses stay as they are', async () => {
	await kling.run({ ...ofPicture, options: {} }, { items: [picture] });
	await kling.run(imageToVideo({ ...modelStudio, firstFrame: `${kling.service.url}/media/good.png` }));
	expect(kling.service.created).toHaveLength(2);
	expect(kling.service.stored).toEqual([]);
});

test('an n8n that nobody can reach from outside needs no public address for it', async () => {
	const { error } = await kling.run({ ...ofPicture, options: { ...options, dryRun: true } }, { items: [picture] });
	expect(error).toBeUndefined();
	expect(kling.service.requests).toEqual([]);
});

test('a storage that fails for a moment is asked again, with a new place', async () => {
	kling.service.fault({ method: 'POST', path: /oss-upload/, action: 'error', status: 503 });
	const { error } = await kling.run(ofPicture, { items: [picture] });
	expect(error).toBeUndefined();
	expect(uploads()).toHaveLength(2);
	expect(kling.service.created).toHaveLength(1);
});

test('a storage that takes nothing ends the item; nothing is ordered, and no secret is told', async () => {
	kling.service.fault({ method: 'POST', path: /oss-upload/, action: 'error', status: 403, times: 9 });
	const { error } = await kling.run(ofPicture, { items: [picture] });
	expect(error?.message).toBe('The file could not be put into the temporary storage (HTTP 403)');
	expect(error?.description).toBe('Try again later. Give a public URL instead. Nothing was ordered.');
	expect(uploads()).toHaveLength(3);
	expect(kling.service.created).toEqual([]);
	expect(JSON.stringify(error)).not.toMatch(/sim-oss-key-id|Signature/);
});

describe('a service that names another place', () => {
	const servers: Server[] = [];
	afterEach(() => servers.splice(0).forEach((server) => server.close()));

	/** @returns its address, and what it was asked for */
	async function listen(answer: () => object): Promise<{ url: string; asked: string[] }> {
		const asked: string[] = [];
		const server = createServer((request, response) => {
			asked.push(`${request.method} ${request.url}`);
			request.resume().on('end', () => response.end(JSON.stringify(answer())));
		});
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
	}

	const place = (host: string, more = {}) => ({
		request_id: 'r',
		data: {
			policy: 'p',
			signature: 's',
			upload_dir: 'd',
			upload_host: host,
			oss_access_key_id: 'k',
			x_oss_object_acl: 'private',
			x_oss_forbid_overwrite: 'true',
			...more,
		},
	});

	const runAt = async (baseUrl: string) =>
		await runNode(ofPicture, { ...credentials(kling.service), klingModelStudioApi: { apiKey: 'sk-1', baseUrl } }, { items: [picture] });

	test.each([
		(url: string) => url,
		() => 'https://aliyuncs.com.evil.example/',
		() => 'http://dashscope.oss-cn-beijing.aliyuncs.com/',
		() => 'https://evil@dashscope.oss-cn-beijing.aliyuncs.com/',
		() => 'file:///tmp/x',
	])('%# is sent nothing', async (host) => {
		const elsewhere = await listen(() => ({}));
		const service = await listen(() => place(host(elsewhere.url)));
		const { error } = await runAt(service.url);
		expect(`${error?.message} ${error?.description}`).toContain('is not Alibaba’s');
		expect(elsewhere.asked).toEqual([]);
		expect(service.asked.every((one) => one.startsWith('GET /uploads?action=getPolicy&model='))).toBe(true);
	});

	test('a file that is too large for it stays here', async () => {
		const service: { url: string; asked: string[] } = await listen(() => place(service.url, { max_file_size_mb: 0.001 }));
		const { error } = await runAt(service.url);
		expect(error?.message).toMatch(/^The file has 0\.\d MB, but the temporary storage takes 0\.001 MB$/);
		expect(service.asked).toHaveLength(1);
	});
});
