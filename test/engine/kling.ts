import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator';
import { runNode, type EngineResult, type EngineRun } from './engine';

/** The node under test with a service of its own: what most engine tests need. */
export interface Kling {
	service: Simulator;
	run: (parameters: INodeParameters, options?: EngineRun) => Promise<EngineResult>;
}

/** Gives each test a service of its own. */
export function useKling(options: SimulatorOptions = { renderMs: 50 }): Kling {
	const kling = {} as Kling;
	beforeEach(async () => {
		kling.service = await startSimulator(options);
		kling.run = async (parameters, run) => await runNode(parameters, credentials(kling.service), run);
	});
	afterEach(async () => await kling.service.close());
	return kling;
}

export const credentials = (service: Simulator) => ({
	klingModelStudioApi: { apiKey: service.modelStudioKey, baseUrl: service.modelStudioUrl },
	klingApi: { authType: 'apiKey', apiKey: service.apiKey, region: 'custom', baseUrl: service.url },
});

const rl = (value: string) => ({ __rl: true, mode: 'list', value });

/** A picture or video in a binary field. */
export const inField = (value: string): INodeParameters => ({ __rl: true, mode: 'binary', value });

/** Parameters of a video operation; the rest is the panel's defaults. */
const video =
	(operation: string) =>
	({ model, ...parameters }: INodeParameters = {}): INodeParameters => ({
		resource: 'video',
		operation,
		...(model ? { model: rl(String(model)) } : {}),
		prompt: 'A paper boat drifts past a lighthouse',
		download: false,
		...parameters,
	});

export const textToVideo = video('textToVideo');
export const imageToVideo = video('imageToVideo');
export const referenceToVideo = video('referenceToVideo');
export const editVideo = video('editVideo');

export const task = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation,
	...(operation === 'wait' ? { download: false } : {}),
	...parameters,
});
