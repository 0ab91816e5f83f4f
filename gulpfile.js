// Builds dist/: type-check, one bundle per entry that n8n loads, then icons and codex files.
const { execFileSync } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const esbuild = require('esbuild');
const { n8n } = require('./package.json');

const clean = () => rm('dist', { recursive: true, force: true });

async function typecheck() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/** n8n loads the files that package.json names; each carries its libraries, so the package has no dependencies. */
async function bundle() {
	const entries = [...n8n.nodes, ...n8n.credentials];
	await esbuild.build({
		entryPoints: entries.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		legalComments: 'inline',
		logLevel: 'warning',
	});
}

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.clean = clean;
exports.build = series(clean, typecheck, parallel(bundle, icons, codex));
exports.default = exports.build;
