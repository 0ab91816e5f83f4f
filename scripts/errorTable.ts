/** `npx tsx scripts/errorTable.ts > docs/errors.md`: what each error code means and what to do, from the node's own tables. */
import { dialects } from '../nodes/kling/dialects';
import type { DialectApi } from '../nodes/kling/dialects/dialect';
import type { Outcome } from '../nodes/kling/errors';

const outcomes: Record<Outcome, string> = {
	refused: 'refused',
	notNow: 'not now: the node tries again within Time Limit',
	unknown: 'not known: the node looks whether there is a task before anything else',
};

/** A pattern as a person reads it: its beginning or its alternatives. */
const readable = (code: string) =>
	code
		.replace(/^\^/, '')
		.replaceAll('\\', '')
		.replace(/^\((.*)\)$/, '$1')
		.split('|')
		.map((part) => `\`${part}\``)
		.join(', ');

const head = '| Code | What happened | What to do | For the order |\n| --- | --- | --- | --- |';

/** The dialects of one service have their codes in common. */
const services = dialects.filter(({ codes }, index) => dialects.findIndex((other) => other.codes === codes) === index);

const chapter = ({ service, codes }: DialectApi) => {
	const rows = codes.map(([code, { outcome, title, remedy }]) => `| ${readable(code)} | ${title} | ${remedy} | ${outcomes[outcome]} |`);
	return `## ${service.name}\n\n${head}\n${rows.join('\n')}`;
};

export const errorTable = () => `# Errors

Every error of the node has a sentence about what happened, what to do next, and, in its details, the service's own text with
its code. Task ids that are known stand in it: what was ordered is never lost. This page is written by
\`scripts/errorTable.ts\` from the tables that the node reads, which stand beside the dialects (\`nodes/kling/dialects\`).

What the service did with the order is decided by its code and never by the HTTP status, because HTTP 429 stands for three
permanent refusals, too:

- **refused**: nothing was ordered and nothing is paid. Running it again changes nothing until the cause is gone.
- **not now**: nothing was ordered. The node sends the same again, with growing pauses.
- **not known**: the order may have arrived. The node looks for its task; only if there is none, it sends once more under
  the same id, which the service takes once only. [Money](money.md) says how.

A task that was accepted and then fails has no code: its item says \`failed\` and why in \`statusMessage\`.

${services.map(chapter).join('\n\n')}

## Errors that the node finds before anything is sent

They name the field, say “Nothing was sent to Kling”, and cost nothing. A list of several problems stands in the details.

## Errors about waiting

**“… did not finish within … minutes”**: the tasks go on and are paid for. Do not run the workflow again; read them with
Kling Omni → Task → Wait and the ids in the error, or set a higher Time Limit before the next run.
`;

if (require.main === module) process.stdout.write(errorTable());
