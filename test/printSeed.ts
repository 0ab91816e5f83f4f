import { isThorough } from './effort';

/** Runs once, before all tests: workers inherit the seed. */
export default function printSeed(): void {
	process.env.KLING_SEED ??= String(Date.now() % 1_000_000_000);
	console.log(
		`\n${isThorough ? 'All cases' : 'A sample of the long tests’ cases (KLING_TESTS=full for all)'}; KLING_SEED=${process.env.KLING_SEED}`,
	);
}
