/**
 * `npm run probe`: asks Kling the contract's open questions that cost nothing, prints what it says and writes it to
 * `probe.json`. Ends with 1 if it differs from the contract. See docs/truth.md.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { baseUrlOf } from '../../nodes/kling/dialects/kling';
import { baseUrlOf as modelStudioUrlOf } from '../../nodes/kling/dialects/modelStudioHost';
import type { Keys } from './ask';
import { paidQuestions } from './paid';
import { asJson, differs, probe, type Row } from './run';

const USAGE = `Usage: npm run probe -- [--only WORD …] [--pay NAME … --max-units N] [--out probe.json]
Keys, from the environment: KLING_API_KEY; KLING_ACCESS_KEY and KLING_SECRET_KEY; KLING_MODEL_STUDIO_KEY.
Where they belong: KLING_REGION (global, china, custom), KLING_BASE_URL (custom only), KLING_MODEL_STUDIO_URL.
Paid questions: ${paidQuestions.map(({ name, units }) => `${name} (${units} units)`).join(', ')}.`;

function keysFrom(environment: NodeJS.ProcessEnv): Keys {
	const { KLING_REGION = 'global', KLING_BASE_URL, KLING_MODEL_STUDIO_URL, KLING_DOCUMENTS_URL } = environment;
	const keys = {
		url: baseUrlOf({ region: KLING_REGION, baseUrl: KLING_BASE_URL }),
		modelStudioUrl: modelStudioUrlOf({ baseUrl: KLING_MODEL_STUDIO_URL }),
		documents: KLING_DOCUMENTS_URL ?? 'https://kling.ai/document-api/llms.txt',
		apiKey: environment.KLING_API_KEY,
		accessKey: environment.KLING_ACCESS_KEY,
		secretKey: environment.KLING_SECRET_KEY,
		modelStudioKey: environment.KLING_MODEL_STUDIO_KEY,
	};
	if (!keys.apiKey && !keys.secretKey && !keys.modelStudioKey) throw new Error(`No key is set.\n${USAGE}`);
	return keys;
}

const show = ({ name, id, question, contract, said, verdict }: Row) =>
	console.log(`${verdict.toUpperCase().padEnd(9)} ${name}${id === undefined ? '' : ` (${id})`}: ${question}
          contract  ${contract}
          Kling     ${said}`);

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', multiple: true },
			pay: { type: 'string', multiple: true },
			'max-units': { type: 'string' },
			out: { type: 'string', default: 'probe.json' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const keys = keysFrom(process.env);
	const rows = await probe(keys, { only: values.only, pay: values.pay, maxUnits: Number(values['max-units'] ?? 0) }, show);
	await writeFile(values.out, `${asJson(rows, keys)}\n`);
	const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length;
	console.log(
		`\n${count('agrees')} agree, ${count('settled')} settled, ${count('differs')} differ, ${count('unclear')} unclear, ${count('not asked')} not asked. Written to ${values.out}, without keys.`,
	);
	return differs(rows) ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(2);
	},
);
