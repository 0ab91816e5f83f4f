import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelTable } from '../../scripts/modelTable';

test('the table of models in the documentation is what the node reads', () => {
	const written = readFileSync(join(__dirname, '../../docs/models.md'), 'utf8');
	// after a change: npx tsx scripts/modelTable.ts > docs/models.md
	expect(written).toBe(modelTable());
});
