const { availableParallelism } = require('node:os');

// the engine of another n8n, which test/matrix has installed
const { N8N_MODULES } = process.env;

const shared = {
	moduleNameMapper: N8N_MODULES ? { '^(n8n-core|n8n-workflow|@n8n/(di|backend-common))$': `${N8N_MODULES}/$1` } : {},
	setupFiles: ['<rootDir>/test/seeded.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.[jt]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
	// these are published as ES modules only
	transformIgnorePatterns: ['/node_modules/(?!(jose|p-limit|p-retry|is-network-error|yocto-queue|@svta)/)'],
};

/** @type {import('jest').Config} */
module.exports = {
	testTimeout: 30_000,
	// one more than there are cores: a test waits a third of its time
	maxWorkers: availableParallelism() + 1,
	globalSetup: '<rootDir>/test/printSeed.ts',
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
		{
			...shared,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			setupFiles: [...shared.setupFiles, '<rootDir>/test/engine/fastClock.ts'],
		},
		{ ...shared, displayName: 'simulator', testMatch: ['<rootDir>/test/simulator/**/*.test.ts'] },
	],
};
