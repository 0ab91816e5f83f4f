// Builds dist/: lists of what there is, type-check, bundles with their libraries inside, icons and codex files.
const { execFileSync } = require('node:child_process');
const { mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const Module = require('node:module');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const esbuild = require('esbuild');

const clean = () => rm('dist', { recursive: true, force: true });

/** What was added is in the lists, of which the manifest has one. */
async function registries() {
	execFileSync(process.execPath, [require.resolve('tsx/cli'), 'scripts/registries.ts'], { stdio: 'inherit' });
}

/** What n8n is told to load. */
const loaded = async () => JSON.parse(await readFile('package.json', 'utf8')).n8n;

async function typecheck() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

const bundling = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	external: ['n8n-workflow'],
	legalComments: 'inline',
	logLevel: 'warning',
};

const sourceOf = (file) => `./${file.replace(/^dist\//, '').replace(/\.js$/, '')}`;

/** Each credential carries its libraries, so the package has no dependencies. */
async function credentials() {
	const entryPoints = (await loaded()).credentials.map((file) => `${sourceOf(file)}.ts`);
	await esbuild.build({ ...bundling, entryPoints, outdir: 'dist/credentials' });
}

/** The panel as the data that it is: to work it out takes longer than to load all the rest. */
const panelAsData = {
	name: 'panel as data',
	setup: (build) =>
		build.onLoad({ filter: /KlingOmni[\\/]properties\.ts$/ }, async ({ path: source }) => {
			const { outputFiles } = await esbuild.build({ ...bundling, entryPoints: [source], write: false });
			const panel = new Module(source);
			panel.paths = module.paths;
			panel._compile(outputFiles[0].text, source);
			const data = JSON.stringify(panel.exports.properties);
			return { contents: `export const properties = JSON.parse(${JSON.stringify(data)});`, loader: 'js' };
		}),
};

/** All nodes share one bundle, so that their libraries are loaded once; the files that n8n loads only name a class. */
async function nodes() {
	const entries = (await loaded()).nodes.map((file) => ({ file, className: path.basename(file, '.node.js') }));
	const contents = entries.map(({ file, className }) => `export { ${className} } from '${sourceOf(file)}';`).join('\n');
	await esbuild.build({
		...bundling,
		stdin: { contents, resolveDir: '.', loader: 'ts' },
		outfile: 'dist/nodes/bundle.js',
		plugins: [panelAsData],
	});
	for (const { file, className } of entries) {
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, `module.exports = { ${className}: require('../bundle').${className} };\n`);
	}
}

/** What the operations give out, for the editor: n8n looks for it beside the node's file. */
async function schemas() {
	const { outputFiles } = await esbuild.build({ ...bundling, entryPoints: ['scripts/schemas.ts'], write: false });
	const made = new Module('schemas');
	made.paths = module.paths;
	made._compile(outputFiles[0].text, path.resolve('scripts/schemas.js'));
	for (const [name, schema] of Object.entries(made.exports.schemas())) {
		const [node, ...operation] = name.split('/');
		const file = `dist/nodes/${node}/__schema__/${['v1.0.0', ...operation].join('/')}.json`;
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(schema));
	}
}

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.clean = clean;
exports.build = series(clean, registries, typecheck, parallel(credentials, nodes, icons, codex, schemas));
exports.default = exports.build;
