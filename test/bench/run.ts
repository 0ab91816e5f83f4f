/**
 * `npm run bench [names]`: prints what the project promises in numbers. Nothing here passes or fails.
 */
import { describeFailure } from '../../scripts/n8n/failure';
import { batch } from './batch';
import { day } from './day';
import { download } from './download';
import { editor } from './editor';
import { growth } from './growth';
import { jobs } from './jobs';
import { kills } from './kills';
import { load } from './load';

/** A promise, and how it is measured. */
export interface Bench {
	name: string;
	promise: string;
	measure: () => Promise<string>;
}

async function main(names: string[]): Promise<void> {
	for (const { name, promise, measure } of [load, jobs, batch, download, editor, kills, growth, day]) {
		if (names.length && !names.includes(name)) continue;
		console.log(`${name}: ${promise}`);
		console.log(`  measured: ${await measure()}`);
	}
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(describeFailure(error));
		process.exit(1);
	},
);
