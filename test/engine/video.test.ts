import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { runNode, type EngineRun } from './engine';

let service: Simulator;
beforeAll(async () => {
	service = await startSimulator({ renderMs: 100 });
});
afterAll(async () => await service.close());

const account = () => ({ klingApi: { authType: 'apiKey', apiKey: service.apiKey, region: 'custom', baseUrl: service.url } });
const run = async (parameters: INodeParameters, options?: EngineRun) => await runNode(parameters, account(), options);

const textToVideo = (parameters: INodeParameters): INodeParameters => ({ resource: 'video', operation: 'textToVideo', ...parameters });

test('text becomes a finished video', async () => {
	const { items, error } = await run(textToVideo({ prompt: 'A paper boat drifts past a lighthouse', quality: '720p', duration: 4 }));
	expect(error).toBeUndefined();
	console.log(JSON.stringify(items, null, 1), service.created[0]);
	expect(items[0]?.json).toMatchObject({ status: 'succeeded', model: 'kling-v3-omni', videoUrl: expect.stringContaining(service.url) });
});
