import { Container } from '@n8n/di';
import { InstanceSettings } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { fixture } from '../simulator/media';
import { served, startFileServer, type FileServer } from './fileServer';
import { editVideo, imageToVideo, referenceToVideo, textToVideo, useKling } from './kling';

/** What a person should know after a run, though nothing stood in its way; and frames that the panel asks for. */

const kling = useKling();
let files: FileServer;
beforeAll(async () => {
	files = await startFileServer();
});
afterAll(async () => await files.close());

const url = 'https://media.example.org/a.png';
const looks = { options: { skipMediaChecks: true } };
const lifetime = /Kling deletes the files 30 days after/;

test('links live for 30 days: said once, and not where the files are fetched', async () => {
	const { hints, items } = await kling.run(textToVideo(), { items: [{}, {}] });
	expect(hints.filter((hint) => lifetime.test(hint))).toHaveLength(1);
	expect(items[0]?.json.expiresAt).toBeTruthy();
	expect((await kling.run(textToVideo({ download: true }))).hints).toEqual([]);
	expect((await kling.run(textToVideo({ completion: 'submit' }))).hints).toEqual([]);
});

test('in a worker of queue mode, Wait Here says what a restart does, and what running again costs', async () => {
	const instance = Container.get(InstanceSettings) as { instanceType: string };
	const before = instance.instanceType;
	const said = async (parameters: INodeParameters) =>
		(await kling.run(textToVideo({ download: true, ...parameters }))).hints.filter((hint) => hint.includes('restart of the worker'));
	expect(await said({})).toEqual([]);
	instance.instanceType = 'worker';
	try {
		expect(await said({})).toEqual([expect.stringContaining('pays again')]);
		expect(await said({ options: { idempotency: 'sameInput' } })).toEqual([expect.stringContaining('not paid again')]);
		expect(await said({ completion: 'submit' })).toEqual([]);
		expect(await said({ options: { dryRun: true } })).toEqual([]);
	} finally {
		instance.instanceType = before;
	}
});

test('an attachment that the prompt does not mention is said, one that it mentions is not', async () => {
	const run = async (prompt: string) =>
		(await kling.run(referenceToVideo({ prompt, images: { image: [{ url }, { url }] }, ...looks }))).hints.filter((hint) =>
			hint.includes('mention'),
		);
	expect(await run('@image1 and @image2')).toEqual([]);
	expect(await run('a boat like @image2')).toEqual([
		'Prompt does not mention @image1, so Kling may follow it only loosely. Write @image1 where it belongs.',
	]);
});

describe('the length that is billed', () => {
	/** The fixture of 5 s with another length in its index. */
	const clipOf = (seconds: number) => {
		const bytes = Buffer.from(fixture('ride.mp4')!);
		const movie = bytes.indexOf('mvhd');
		// version 0: flags, two times, timescale, duration
		bytes.writeUInt32BE(Math.round(seconds * bytes.readUInt32BE(movie + 16)), movie + 20);
		return files.serve(`clip-${seconds}.mp4`, served(bytes));
	};

	test('is rounded, and said before the bill comes', async () => {
		const { hints, error } = await kling.run(editVideo({ video: clipOf(7.4) }));
		expect(error).toBeUndefined();
		expect(hints).toContain('The source video is 7.4 s long; Kling bills whole seconds, here 7.');
		const { items } = await kling.run(editVideo({ video: clipOf(7.6), options: { dryRun: true } }));
		expect(items[0]?.json).toMatchObject({
			cost: { units: 9.6 },
			hints: expect.arrayContaining([expect.stringContaining('here 8')]),
		});
	});

	test('needs no word where it is whole, or where Duration decides', async () => {
		expect((await kling.run(editVideo({ video: clipOf(6) }))).hints.join()).not.toContain('whole seconds');
		const imitated = referenceToVideo({ video: clipOf(7.4), prompt: 'like @video1' });
		expect((await kling.run(imitated)).hints.join()).not.toContain('whole seconds');
	});
});

describe('a frame that is meant', () => {
	test.each<[string, INodeParameters, string]>([
		[
			'the last',
			imageToVideo({ firstFrame: url, lastFrame: '={{ $json.missing }}', ...looks }),
			'Last Frame needs either a URL or the name of a binary field',
		],
		[
			'the first beside a video',
			referenceToVideo({ video: 'https://media.example.org/a.mp4', firstFrame: '={{ $json.missing }}', ...looks }),
			'First Frame needs either a URL or the name of a binary field',
		],
	])('%s: without it another video would be paid for', async (_, parameters, message) => {
		const { error } = await kling.run(parameters);
		expect(error?.message).toBe(message);
		expect(kling.service.requests).toEqual([]);
	});

	test('may be left out by an expression that gives an empty text', async () => {
		const { error } = await kling.run(imageToVideo({ firstFrame: url, lastFrame: '={{ "" }}', ...looks }));
		expect(error).toBeUndefined();
		expect(kling.service.created[0]?.body.image_list).toEqual([{ image_url: url, type: 'first_frame' }]);
	});

	test('may come from a list', async () => {
		const lists = {
			images: [
				{ url, role: 'firstFrame' },
				{ url, role: 'lastFrame' },
			],
		};
		const { error } = await kling.run(imageToVideo({ lists: { images: JSON.stringify(lists.images) }, ...looks }));
		expect(error).toBeUndefined();
	});
});
