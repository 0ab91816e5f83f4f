import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { useKling } from './kling';
import { ada, captain, presetVoice, search } from './libraryCalls';

const kling = useKling();

describe('the pickers', () => {
	test('list own and gallery elements of the row’s kind, a source at a time', async () => {
		await kling.run(captain());
		await kling.run(captain({ name: 'Bosun', elementKind: 'videoCharacter', video: `${kling.service.url}/media/person.mp4` }));
		const first = await search(kling.service, 'searchElements', { '&kind': 'multiImage' });
		expect(first.results).toEqual([{ name: 'Captain Ada (multi-image, own)', value: '829836802793500001' }]);
		const second = await search(kling.service, 'searchElements', { '&kind': 'multiImage' }, undefined, first.paginationToken as string);
		expect(second.results).toHaveLength(10);
		expect(second.results[0]).toEqual({ name: 'Gallery figure 1 (multi-image, Kling’s gallery)', value: '829836802793406551' });
		expect(second.paginationToken).toBeUndefined();

		const characters = await search(kling.service, 'searchElements', { '&kind': 'videoCharacter' });
		expect(characters.results.map(({ name }) => name)).toEqual(['Bosun (video character, own)']);
	});

	test('a filter looks through all sources until something fits', async () => {
		await kling.run(captain());
		expect((await search(kling.service, 'searchElements', {}, 'figure 10')).results.map(({ value }) => value)).toEqual([
			'829836802793406560',
		]);
		expect((await search(kling.service, 'searchAllElements', {}, '407005')).results.map(({ name }) => name)).toEqual([
			'Gallery actor 5 (video character, Kling’s gallery)',
		]);
		expect((await search(kling.service, 'searchElements', {}, 'nobody')).results).toEqual([]);
	});

	test('long lists come a page at a time', async () => {
		const pages = [500, 3].map((count, page) =>
			Array.from({ length: count }, (_, i) => ({
				task_id: String(page * 500 + i),
				task_status: 'succeed',
				task_result: { elements: [{ element_id: page * 500 + i, element_name: `E${page * 500 + i}`, reference_type: 'image_refer' }] },
			})),
		);
		const asked: string[] = [];
		const context = {
			getNode: () => ({ name: 'Kling Omni', parameters: {} }),
			getCredentials: async () => ({ authType: 'apiKey', apiKey: 'k', region: 'global' }),
			getCurrentNodeParameter: () => undefined,
			helpers: {
				httpRequestWithAuthentication: async (_: string, { url, qs }: { url: string; qs: { pageNum: number } }) => {
					asked.push(`${url.split('/').at(-1)} ${qs.pageNum}`);
					const data = url.includes('presets') ? [] : (pages[qs.pageNum - 1] ?? []);
					return { statusCode: 200, body: JSON.stringify({ code: 0, data }) };
				},
			},
		} as unknown as ILoadOptionsFunctions;
		const { searchElements } = new KlingOmni().methods.listSearch;
		const first = await searchElements.call(context);
		expect(first.results).toHaveLength(500);
		const second = await searchElements.call(context, undefined, first.paginationToken as string);
		expect(second.results).toHaveLength(3);
		await searchElements.call(context, undefined, second.paginationToken as string);
		expect(asked).toEqual(['advanced-custom-elements 1', 'advanced-custom-elements 2', 'advanced-presets-elements 1']);
	});

	test('voices, own first; what can be deleted is one’s own', async () => {
		await kling.run(ada());
		expect((await search(kling.service, 'searchVoices')).results).toEqual([{ name: 'Ada (own)', value: '850000000000100001' }]);
		expect((await search(kling.service, 'searchOwnVoices')).results).toHaveLength(1);
		expect((await search(kling.service, 'searchVoices', {}, 'nora')).results).toEqual([
			{ name: 'Nora (Kling’s gallery)', value: presetVoice },
		]);
		expect((await search(kling.service, 'searchOwnElements')).results).toEqual([]);
	});
});
