import type { INodeParameters } from 'n8n-workflow';
import { file, png } from './fixtures';
import { imageToVideo, task, useKling } from './kling';
import { byId, captain, element, frontal, other, presetVoice, search } from './libraryCalls';

const kling = useKling();

describe('elements', () => {
	test('are made from pictures, with a voice and tags, and can be used when the item comes', async () => {
		const { items, error } = await kling.run(captain({ voice: byId(presetVoice), tags: ['o_102', 'o_105'], options: { tag: 'crew' } }));
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					taskId: expect.stringMatching(/^\d+$/),
					taskType: 'element',
					externalTaskId: expect.any(String),
					tag: 'crew',
					status: 'succeeded',
					elementId: '829836802793500001',
					name: 'Captain Ada',
					description: 'An old captain in a yellow coat',
					kind: 'multiImage',
					voiceId: presetVoice,
					isPreset: false,
					createdAt: expect.any(String),
					updatedAt: expect.any(String),
					cost: { units: 0, estimatedUsd: 0, estimatedUnits: 0, chargedUnits: 0, thisRunUnits: 0, thisRunUsd: 0 },
					found: false,
					requestId: expect.any(String),
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(kling.service.created[0]?.body).toEqual({
			element_name: 'Captain Ada',
			element_description: 'An old captain in a yellow coat',
			reference_type: 'image_refer',
			element_image_list: { frontal_image: frontal, refer_images: [{ image_url: other }] },
			element_voice_id: presetVoice,
			tag_list: [{ tag_id: 'o_102' }, { tag_id: 'o_105' }],
			external_task_id: items[0]?.json.externalTaskId,
		});
	});

	test('are made from binary pictures, and from a clip', async () => {
		const views = {
			image: [
				{ role: 'frontal', source: 'binary', binaryProperty: 'front' },
				{ role: 'other', source: 'binary', binaryProperty: 'side' },
			],
		};
		const files = { front: file(png(400, 400)), side: file(png(400, 500)) };
		const { error } = await kling.run(captain({ images: views }), { items: [{ files }] });
		expect(error).toBeUndefined();
		const { items } = await kling.run(captain({ elementKind: 'videoCharacter', video: `${kling.service.url}/media/person.mp4` }));
		expect(items[0]?.json).toMatchObject({ kind: 'videoCharacter', elementId: '829836802793500002' });
		expect(kling.service.created[0]?.body.element_image_list.frontal_image).toMatch(/^iVBOR/);
		expect(kling.service.created[1]?.body).toMatchObject({
			reference_type: 'video_refer',
			element_video_list: { refer_videos: [{ video_url: `${kling.service.url}/media/person.mp4` }] },
		});
		expect(kling.service.created[1]?.body).not.toHaveProperty('element_image_list');
	});

	test('a rerun does not make them twice, and Task fetches them too', async () => {
		const options = { idempotency: 'ownKey', idempotencyKey: 'ada' };
		const { items: sent } = await kling.run(captain({ completion: 'submit', options }));
		const { items } = await kling.run(task('wait', { taskIds: String(sent[0]?.json.taskId), taskType: 'element' }));
		await kling.run(captain({ options }));
		expect(items[0]?.json).toMatchObject({ taskType: 'element', elementId: '829836802793500001' });
		expect(kling.service.created).toHaveLength(1);
	});

	test('keep every digit of their id from create to list, picker and request', async () => {
		const { items: made } = await kling.run(captain());
		const id = made[0]?.json.elementId as string;
		expect(Number.isSafeInteger(Number(id))).toBe(false);

		const { items: own } = await kling.run(element('getMany'));
		expect(own.map(({ json }) => json.elementId)).toEqual([id]);
		const { items: gallery } = await kling.run(element('getMany', { owner: 'presets', returnAll: true }));
		expect(gallery).toHaveLength(15);
		expect(gallery[0]?.json).toMatchObject({
			elementId: '829836802793406551',
			name: 'Gallery figure 1',
			kind: 'multiImage',
			isPreset: true,
		});

		const pick = async (filter?: string) =>
			(await search(kling.service, 'searchElements', { '&kind': 'multiImage' }, filter)).results[0]?.value as string;
		expect([await pick(), await pick('figure 1 ')]).toEqual([id, '829836802793406551']);
		for (const apiVersion of ['classic', 'current']) {
			const { error } = await kling.run(
				imageToVideo({
					apiVersion,
					firstFrame: frontal,
					prompt: '@element1 and @element2 wave',
					elements: {
						element: [
							{ kind: 'multiImage', element: { __rl: true, mode: 'list', value: await pick('figure 1 ') } },
							{ kind: 'multiImage', element: { __rl: true, mode: 'id', value: '={{ $json.elementId }}' } },
						],
					},
				}),
				{ items: [{ json: own[0]!.json }] },
			);
			expect(error).toBeUndefined();
		}
		const [classic, current] = kling.service.requests
			.filter(({ path }) => path.includes('omni-video') && path !== '/tasks')
			.filter(({ method }) => method === 'POST');
		expect(classic?.body).toContain(`"element_list":[{"element_id":829836802793406551},{"element_id":${id}}]`);
		expect(current?.body).toContain(`"element_id":"${id}"`);
		expect(current?.body).toContain('"element_id":"829836802793406551"');
	});

	test('are got by id, own or from the gallery, and deleted', async () => {
		const { items: made } = await kling.run(captain());
		const own = made[0]?.json.elementId as string;
		const { items } = await kling.run(element('get', { element: byId('={{ $json.id }}') }), {
			items: [{ json: { id: own } }, { json: { id: '829836802793407003' } }],
		});
		expect(items.map(({ json }) => json.name)).toEqual(['Captain Ada', 'Gallery actor 3']);
		expect(items[1]?.json).toMatchObject({ kind: 'videoCharacter', isPreset: true });

		const { items: deleted } = await kling.run(element('delete', { element: byId(own) }));
		expect(deleted).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(kling.service.requests.find(({ path }) => path.includes('delete'))?.body).toBe(`{"element_id":"${own}"}`);
		const { error } = await kling.run(element('get', { element: byId(own) }));
		expect(error?.message).toBe(`Kling does not know Element ${own}`);
		expect((await kling.run(element('getMany', { owner: 'own' }))).items).toEqual([]);
	});

	test('a delete whose answer is lost has deleted', async () => {
		const { items: made } = await kling.run(captain());
		kling.service.fault({ method: 'POST', path: /delete/, action: 'drop after processing' });
		const { items, error } = await kling.run(element('delete', { element: byId(made[0]?.json.elementId as string) }));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ deleted: true });
	});

	test('what does not fit is refused by name, and nothing is sent', async () => {
		const cases: Array<[INodeParameters, RegExp]> = [
			[captain({ name: 'x'.repeat(21) }), /Name has 21 characters, but takes 20/],
			[captain({ description: 'x'.repeat(101) }), /Description has 101 characters, but takes 100/],
			[captain({ name: '={{ " " }}' }), /Name is empty/],
			[captain({ images: { image: [{ role: 'frontal', url: frontal }] } }), /Images has a frontal view only/],
			[captain({ images: { image: [{ role: 'other', url: frontal }] } }), /Images has 0 frontal views, but an element takes one/],
			[
				captain({ images: { image: ['frontal', 'frontal', 'other'].map((role) => ({ role, url: frontal })) } }),
				/Images has 2 frontal views/,
			],
			[captain({ tags: '={{ ["o_999"] }}' }), /Tags, row 1 must be o_101/],
			[
				captain({ elementKind: 'videoCharacter', video: `${kling.service.url}/media/long.mp4` }),
				/Video: the video is 12\.0 s long, but Kling takes 3 to 8 s/,
			],
			[
				captain({ elementKind: 'videoCharacter', video: `${kling.service.url}/media/ride.mp4` }),
				/1280 × 720 pixels, but each side takes 1080 to 1920/,
			],
			[captain({ service: 'modelStudio' }), /Credential is of Alibaba Cloud Model Studio/],
			[element('delete', { element: byId('={{ 829836802793406551 }}') }), /Element was given as a number too large to be exact/],
			[element('get', { element: byId('={{ "" }}') }), /Element is empty/],
		];
		for (const [parameters, message] of cases) {
			const { error } = await kling.run(parameters);
			expect(error?.message).toMatch(message);
			expect(error?.description).toBeTruthy();
		}
		expect(kling.service.requests).toEqual([]);
	});

	test('what the service refuses reaches the person', async () => {
		const { error } = await kling.run(captain({ voice: byId('850000000000999999') }));
		expect(error?.description).toContain('Voice id not found: 850000000000999999');
		const { error: gallery } = await kling.run(element('delete', { element: byId('829836802793406551') }));
		expect(gallery?.description).toContain('Element id not found among your own elements');
		const { error: failed } = await kling.run(captain({ description: '[[fail]]' }));
		expect(failed?.message).toMatch(/Kling could not finish the task/);
		const { items } = await kling.run(element('get', { element: byId('={{ $json.id }}') }), {
			items: [{ json: { id: '1' } }, { json: { id: '829836802793406552' } }],
			continueOnFail: true,
		});
		expect(items[0]?.json.error).toBe('Kling does not know Element 1');
		expect(items[1]?.json.name).toBe('Gallery figure 2');
	});
});
