import { startSimulator } from '../../test/simulator';
import { Failure } from '../n8n/failure';

/** A video of the simulated service is finished after this time. */
const SIMULATED_RENDER_MS = 5_000;

/** The Kling account that the demo works with. */
export interface DemoAccount {
	/** For the person, and as the credential's name in n8n. */
	name: string;
	/** The fields of the credential `klingApi`. */
	credential: Record<string, string>;
	isReal: boolean;
	close: () => Promise<void>;
}

/**
 * The person's own account if its keys are in the environment, else a Kling service on this machine.
 *
 * @throws Failure when the variables do not fit together
 */
export async function openAccount(environment: NodeJS.ProcessEnv): Promise<DemoAccount> {
	const keys = keysIn(environment);
	if (keys !== undefined) {
		const credential = { ...keys, region: regionIn(environment) };
		return { name: 'Kling account (from the environment)', credential, isReal: true, close: async () => undefined };
	}
	const simulator = await startSimulator({ renderMs: SIMULATED_RENDER_MS });
	return {
		name: 'Kling simulator',
		credential: { authType: 'apiKey', apiKey: simulator.apiKey, region: 'custom', baseUrl: simulator.url },
		isReal: false,
		close: async () => await simulator.close(),
	};
}

function keysIn({ KLING_API_KEY, KLING_ACCESS_KEY, KLING_SECRET_KEY }: NodeJS.ProcessEnv): Record<string, string> | undefined {
	if (KLING_API_KEY) return { authType: 'apiKey', apiKey: KLING_API_KEY };
	if (KLING_ACCESS_KEY && KLING_SECRET_KEY) {
		return { authType: 'accessKey', accessKey: KLING_ACCESS_KEY, secretKey: KLING_SECRET_KEY };
	}
	if (KLING_ACCESS_KEY || KLING_SECRET_KEY) {
		const missing = KLING_ACCESS_KEY ? 'KLING_SECRET_KEY' : 'KLING_ACCESS_KEY';
		throw new Failure(`${missing} is missing: an access key and a secret key only work together.`);
	}
	return undefined;
}

function regionIn({ KLING_REGION = 'global' }: NodeJS.ProcessEnv): string {
	if (KLING_REGION !== 'global' && KLING_REGION !== 'china') {
		throw new Failure(`KLING_REGION is "${KLING_REGION}", but there are only "global" and "china".`);
	}
	return KLING_REGION;
}
