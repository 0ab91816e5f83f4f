import { LOOPBACK } from './ports';

/** What n8n may see of this process's surroundings. Keys and n8n settings of the person stay outside. */
const PASSED_ON = [
	'PATH',
	'HOME',
	'USERPROFILE',
	'SYSTEMROOT',
	'TEMP',
	'TMP',
	'TMPDIR',
	'TZ',
	'LANG',
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'NO_PROXY',
	'http_proxy',
	'https_proxy',
	'no_proxy',
	'NODE_EXTRA_CA_CERTS',
];

/** Nothing of this leaves the machine, asks the person anything, or puts a banner over the editor. */
const QUIET: Record<string, string> = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,insights', // the first fetches a list, the second only feeds a banner
};

export interface EnvironmentOptions {
	userFolder: string;
	port: number;
	/** The internal port of n8n's task runners, one per server. */
	runnerPort: number;
	extra?: Record<string, string>;
}

/** The whole environment of an n8n process. */
export function n8nEnvironment({ userFolder, port, runnerPort, extra }: EnvironmentOptions): NodeJS.ProcessEnv {
	const passedOn = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined));
	return {
		...passedOn,
		...QUIET,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: LOOPBACK,
		N8N_HOST: LOOPBACK,
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(runnerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		...extra,
	};
}
