import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { meaningOf } from '../nodes/kling/dialects/modelStudioErrors';
import { baseUrlOf, sharedHost } from '../nodes/kling/dialects/modelStudioHost';
import { inShort } from '../nodes/kling/errors';
import { assertOwnHost } from '../nodes/kling/hosts';

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
			description:
				'Made in <a href="https://bailian.console.aliyun.com/?tab=model#/api-key">Alibaba Cloud’s Model Studio console → API Key</a>, region Beijing; Kling must be activated there',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: sharedHost,
			placeholder: 'e.g. https://my-workspace.cn-beijing.maas.aliyuncs.com/api/v1',
			description: 'The shared host, or that of your workspace; the key is sent there and nowhere else',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		assertOwnHost(request, baseUrlOf(credentials));
		return {
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${String(credentials.apiKey).trim()}` },
			disableFollowRedirect: true,
		};
	};

	// a list of one task: free, and refused for a wrong key
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ $credentials.baseUrl || "${sharedHost}" }}`, url: '/tasks', qs: { page_no: 1, page_size: 1 } },
		rules: [
			ofStatus(401, inShort(meaningOf('InvalidApiKey'))),
			ofStatus(403, inShort(meaningOf('AccessDenied'))),
			ofStatus(404, 'The address does not answer like Model Studio. Check Base URL; it ends with /api/v1'),
			ofStatus(429, inShort(meaningOf('Throttling'))),
		],
	};
}

/** What the credential window says, its cause first, for an HTTP status. */
const ofStatus = (value: number, message: string) => ({ type: 'responseCode' as const, properties: { value, message } });
