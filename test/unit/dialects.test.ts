import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { dialects } from '../../nodes/kling/dialects';
import { videoModels } from '../../nodes/kling/models';

/** A dialect describes itself: nobody else asks which one it is. */

const root = join(__dirname, '..', '..', 'nodes');
const own = join('kling', 'dialects') + sep;
// rows say what each wire calls a model
const rows = join('kling', 'models.ts');
const files = readdirSync(root, { recursive: true })
	.map(String)
	.filter((file) => file.endsWith('.ts') && !file.startsWith(own) && file !== rows);

test('there are files to look at', () => expect(files.length).toBeGreaterThan(80));

test.each(dialects.map(({ id }) => id))('no file outside of the dialects names %s', (id) => {
	const naming = new RegExp(`(['"\`])${id}\\1|dialects/${id}|\\bon${id.charAt(0).toUpperCase()}${id.slice(1)}\\b`);
	expect(files.filter((file) => naming.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

/** What people call them; Kling itself is the vendor of two, and everywhere. */
const words = new Set(
	dialects.flatMap(({ label, vendor, service, apiVersion }) => [label, vendor, service.name, apiVersion?.name ?? label]),
);
words.delete('Kling');

/** A file without its comments. */
const code = (file: string) => readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, '');

test.each([...words])('no file outside of the dialects calls one %s', (word) => {
	expect(files.filter((file) => code(file).includes(word))).toEqual([]);
});

test.each([...new Set(dialects.map(({ service }) => service.value))])(
	'no condition of a field is on the service %s by its name',
	(value) => {
		const naming = new RegExp(`service['"]?: \\[['"]${value}`);
		expect(files.filter((file) => naming.test(code(file)))).toEqual([]);
	},
);

test('a dialect names models that there are, and none that the model’s row names for it', () => {
	for (const { id, models = {} } of dialects)
		expect(Object.keys(models).filter((model) => !videoModels[model] || videoModels[model].names[id])).toEqual([]);
});

test('every name in a model’s row is of a dialect that there is', () => {
	const ids = dialects.map(({ id }) => id);
	for (const { names, shotsOn = {} } of Object.values(videoModels))
		for (const id of [...Object.keys(names), ...Object.keys(shotsOn)]) expect(ids).toContain(id);
});

test('dialects of one service tell themselves apart by their API Version, and share its name', () => {
	const places = dialects.map(({ service, apiVersion }) => `${service.value} ${apiVersion?.value ?? ''}`);
	expect(new Set(places).size).toBe(dialects.length);
	for (const { service } of dialects)
		expect(new Set(dialects.filter((other) => other.service.value === service.value).map((other) => other.service.name)).size).toBe(1);
});
