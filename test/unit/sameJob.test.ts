import fc from 'fast-check';
import { imageJob } from '../../nodes/kling/imageJob';
import type { Job } from '../../nodes/kling/job';
import { videoJob } from '../../nodes/kling/videoJob';
import { elementJob, voiceJob } from '../../nodes/kling/libraryJobs';
import { jobName } from '../../nodes/kling/sameJob';
import { sameAddress } from '../../nodes/kling/sameAddress';
import { cases } from '../effort';

/** When two jobs order the same video: keys that were paid for yesterday are found tomorrow. */

const url = 'https://media.example.org/a.png';
const text = videoJob.parse({ operation: 'textToVideo', model: 'kling-v3-omni', prompt: 'A paper boat', duration: 5, aspectRatio: '16:9' });
const frames = videoJob.parse({
	operation: 'imageToVideo',
	model: 'kling-v3',
	prompt: 'A paper boat',
	duration: 5,
	images: [
		{ role: 'firstFrame', url },
		{ role: 'lastFrame', binaryProperty: 'data' },
	],
});
const board = videoJob.parse({
	operation: 'referenceToVideo',
	model: 'kling-v3-omni',
	shots: 'storyboard',
	storyboard: [
		{ prompt: 'one', seconds: 2 },
		{ prompt: 'two', seconds: 3 },
	],
	sound: true,
	video: { role: 'feature', media: { url: 'https://media.example.org/a.mp4' }, keepSound: false },
	elements: [{ id: '829836802793406551' }],
});
const picture = imageJob.parse({ model: 'kling-v3-omni', prompt: 'A paper boat' });
const element = elementJob.parse({ name: 'captain', description: 'A captain', images: [{ role: 'frontal', url }] });
const voice = voiceJob.parse({ name: 'ada', sound: { url: 'https://media.example.org/a.mp3' } });

test.each<[string, Job, string]>([
	['text to video', text, '6d2ad0981e6cc86ba28db1b3263c9b4b'],
	['frames', frames, '223dccc334888982a21253f085c3324e'],
	['a storyboard', board, '45e3fea3b75a4a47414b7b7dd1ad8407'],
	['an image', picture, '4456386bf326a6c423b1e8384b4f2bde'],
	['an element', element, '1f99e65e4f15f42e0b0d995495cf2802'],
	['a voice', voice, '7bd1bddee8fb742a7f2db7af49480b24'],
])('the name of %s is the one under which it was ordered before', (_, job, name) => {
	expect(jobName(job, ['0123'])).toBe(name);
});

test('a field that joins the jobs later, empty or off where it is not used, changes no name', () => {
	const joined = (job: Job, joinsLater: unknown) => jobName(Object.assign({ joinsLater }, job), []);
	fc.assert(
		fc.property(fc.constantFrom<Job[]>(text, board, picture), fc.constantFrom(undefined, null, false, '', [], {}), (job, unused) => {
			expect(joined(job, unused)).toBe(jobName(job, []));
			expect(joined(job, 'used')).not.toBe(jobName(job, []));
		}),
	);
});

test('the order of a job’s fields does not count', () => {
	const reversed = Object.fromEntries(Object.entries(board).reverse()) as Job;
	expect(jobName(reversed, [])).toBe(jobName(board, []));
});

/** One other value for each field that makes the video. */
const changes: Record<string, Partial<typeof board>> = {
	operation: { operation: 'editVideo' },
	model: { model: 'kling-video-o1' },
	prompt: { prompt: 'Another' },
	negativePrompt: { negativePrompt: 'rain' },
	cfgScale: { cfgScale: 0 },
	shots: { shots: 'auto' },
	storyboard: { storyboard: [{ prompt: 'one', seconds: 5 }] },
	duration: { duration: 7 },
	quality: { quality: '720p' },
	aspectRatio: { aspectRatio: '9:16' },
	sound: { sound: false },
	images: { images: [{ role: 'reference', media: { url } }] },
	elements: { elements: [] },
	voices: { voices: [{ id: '1' }] },
	video: { video: { role: 'feature', media: { url: 'https://media.example.org/a.mp4' }, keepSound: true } },
	characterOrientation: { characterOrientation: 'video' },
	watermark: { watermark: true },
};

test('every field of a video job is either tried here or no part of the video', () => {
	const fields = Object.keys(videoJob._zod.def.shape).filter((name) => name !== 'kind' && name !== 'callbackUrl');
	expect(Object.keys(changes).sort()).toEqual(fields.sort());
});

test('any set of changed fields makes another job, and no two sets the same', () => {
	const sets = fc.uniqueArray(fc.constantFrom(...Object.keys(changes)));
	const nameOf = (names: string[]) => jobName(Object.assign({ ...board }, ...names.map((name) => changes[name])) as Job, []);
	fc.assert(
		fc.property(sets, sets, (one, other) => {
			const isSame = [...one].sort().join() === [...other].sort().join();
			expect(nameOf(one) === nameOf(other)).toBe(isSame);
		}),
		{ numRuns: cases(5_000) },
	);
});

test('what a binary field holds counts, and its name does not', () => {
	const renamed = { ...frames, images: [frames.images[0]!, { role: 'lastFrame' as const, media: { binaryProperty: 'other' } }] };
	expect(jobName(renamed, ['0123'])).toBe(jobName(frames, ['0123']));
	expect(jobName(frames, ['4567'])).not.toBe(jobName(frames, ['0123']));
});

test.each<[string, Job]>([
	['video', text],
	['image', picture],
	['element', element],
	['voice', voice],
])('the callback URL of a job of kind %s does not count', (_, job) => {
	expect(jobName({ ...job, callbackUrl: 'https://n8n.example.org/x?1' }, [])).toBe(jobName(job, []));
});

describe('of an address', () => {
	const signatures: Record<string, string> = {
		'Amazon S3':
			'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F1&X-Amz-Date=T&X-Amz-Expires=60&X-Amz-Signature=S&X-Amz-SignedHeaders=host',
		'Amazon S3, older': 'AWSAccessKeyId=A&Signature=S&Expires=1',
		CloudFront: 'Expires=1&Signature=S&Key-Pair-Id=K&Policy=P',
		'Google Cloud': 'X-Goog-Algorithm=A&X-Goog-Credential=C&X-Goog-Date=D&X-Goog-Expires=60&X-Goog-SignedHeaders=host&X-Goog-Signature=S',
		'Google Cloud, older': 'GoogleAccessId=A&Expires=1&Signature=S',
		Azure: 'sv=2022-11-02&st=1&se=2&sr=b&sp=r&sig=S&spr=https',
		'Azure, as a user': 'skoid=a&sktid=b&skt=c&ske=d&sks=b&skv=e&sv=1&se=2&sr=b&sp=r&sig=S',
		Alibaba: 'OSSAccessKeyId=A&Expires=1&Signature=S&security-token=T',
		'Alibaba, newer': 'x-oss-signature-version=4&x-oss-credential=A&x-oss-date=D&x-oss-expires=60&x-oss-signature=S',
		Tencent: 'q-sign-algorithm=sha1&q-ak=A&q-sign-time=1&q-key-time=1&q-header-list=&q-url-param-list=&q-signature=S',
		Supabase: 'token=T',
		Discord: 'ex=1&is=2&hm=3',
		Meta: 'oh=1&oe=2&_nc_ohc=3',
		Akamai: 'hdnts=exp',
		n8n: 'token=T',
		'in small letters': 'x-amz-date=1&x-amz-signature=2',
	};
	const counts = ['width=640', 'v=2', 'id=7', 'x-oss-process=image/resize', 'alt=media', 'page=1', 'st=5', 'se=7', 'e=1', 'is=1'];

	test.each(Object.entries(signatures))('the signature of %s does not count', (_, query) => {
		expect(sameAddress(`${url}?${query}`)).toBe(url);
		expect(sameAddress(`${url}?v=2&${query}#x`)).toBe(sameAddress(`${url}?v=2`));
		expect(sameAddress(`https://media.example.org/b.png?${query}`)).not.toBe(url);
	});

	test.each(counts)('“%s” counts', (parameter) => {
		expect(sameAddress(`${url}?${parameter}`)).not.toBe(url);
		expect(sameAddress(`${url}?X-Amz-Date=1&${parameter}`)).toBe(sameAddress(`${url}?${parameter}`));
	});

	test('the order of parameters does not count, and what is no address stays as it is', () => {
		expect(sameAddress(`${url}?a=1&b=2&b=1`)).toBe(sameAddress(`${url}?b=1&a=1&b=2`));
		expect(sameAddress('a picture')).toBe('a picture');
	});

	test('any signatures among any parameters: the file is told by what counts', () => {
		const chosen = fc.subarray(counts.slice(0, 6));
		const signed = fc.constantFrom(...Object.values(signatures));
		fc.assert(
			fc.property(chosen, signed, signed, (parameters, one, other) => {
				const plain = parameters.join('&');
				expect(sameAddress(`${url}?${one}&${plain}`)).toBe(sameAddress(`${url}?${plain}&${other}`));
				expect(sameAddress(`${url}?${plain}&new=1`)).not.toBe(sameAddress(`${url}?${one}&${plain}`));
			}),
			{ numRuns: cases(2_000) },
		);
	});
});
