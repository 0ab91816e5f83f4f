import type { ILoadOptionsFunctions, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import type { Simulator } from '../simulator';

/** Parameters of the library's operations, and the editor's list searches. */

export const element = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'element',
	operation,
	...parameters,
});

export const voice = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'voice',
	operation,
	...parameters,
});

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

export const frontal = 'https://media.example.org/front.png';
export const other = 'https://media.example.org/side.png';
export const presetVoice = '850000000000000001';

/** A new element from two pictures. */
export const captain = (parameters: INodeParameters = {}) =>
	element('create', {
		name: 'Captain Ada',
		description: 'An old captain in a yellow coat',
		images: {
			image: [
				{ role: 'frontal', url: frontal },
				{ role: 'other', url: other },
			],
		},
		...parameters,
	});

/** A new voice from a recording. */
export const ada = (parameters: INodeParameters = {}) =>
	voice('create', { name: 'Ada', soundUrl: 'https://media.example.org/ada.mp3', ...parameters });

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, from?: string) => Promise<INodeListSearchResult>;
interface WireCall {
	url: string;
	method: string;
	qs?: Record<string, string>;
}

/**
 * Asks a list search of the node as the editor does.
 *
 * @param shown the fields that the panel shows, a row's own ones with `&`
 */
export async function search(
	service: Simulator,
	method: string,
	shown: Record<string, unknown> = {},
	filter?: string,
	from?: string,
): Promise<INodeListSearchResult> {
	const context = {
		getNode: () => ({ name: 'Kling Omni', parameters: {} }),
		getCredentials: async () => ({ authType: 'apiKey', apiKey: service.apiKey, region: 'custom', baseUrl: service.url }),
		getCurrentNodeParameter: (name: string) => shown[name],
		helpers: {
			httpRequestWithAuthentication: async (_: string, { url, qs, method: verb }: WireCall) => {
				const response = await fetch(`${url}?${new URLSearchParams(qs).toString()}`, {
					method: verb,
					headers: { Authorization: `Bearer ${service.apiKey}` },
				});
				return { statusCode: response.status, body: await response.text() };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const listSearch: Record<string, ListSearch> = new KlingOmni().methods.listSearch;
	return await listSearch[method]!.call(context, filter, from);
}
