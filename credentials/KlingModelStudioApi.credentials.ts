import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { assertOwnHost, modelStudioHost, modelStudioUrlOf } from '../nodes/kling/hosts';

/** An Alibaba Cloud Model Studio key of the Beijing region, sent to the credential's own host and nowhere else. */
export class KlingModelStudioApi implements ICredentialType {
	name = 'klingModelStudioApi';

	displayName = 'Kling Model Studio API';

	documentationUrl = 'https://github.com/n8n-nodes-kling-omni/n8n-nodes-kling-omni#credentials';

	icon = { light: 'file:../icons/kling.svg', dark: 'file:../icons/kling.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'A key of the Beijing region; Kling must be activated in the Model Studio console',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: modelStudioHost,
			placeholder: 'e.g. https://my-workspace.cn-beijing.maas.aliyuncs.com/api/v1',
			description: 'The shared host, or that of your workspace; the key is sent there and nowhere else',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		assertOwnHost(request, modelStudioUrlOf(credentials));
		return {
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${String(credentials.apiKey).trim()}` },
			disableFollowRedirect: true,
		};
	};

	// a list of one task: free, and refused for a wrong key
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ $credentials.baseUrl || "${modelStudioHost}" }}`, url: '/tasks', qs: { page_no: 1, page_size: 1 } },
	};
}
