import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { registry as credentials } from '../../credentials/registry';
import { KlingOmni } from '../../nodes/KlingOmni/KlingOmni.node';
import { KlingOmniCallbackTrigger } from '../../nodes/KlingOmniCallbackTrigger/KlingOmniCallbackTrigger.node';
import { KlingOmniTrigger } from '../../nodes/KlingOmniTrigger/KlingOmniTrigger.node';
import { videoModels } from '../../nodes/kling/models';
import { resources } from '../../nodes/KlingOmni/actions';
import { usdPerImageUnit, usdPerVideoUnit } from '../../nodes/kling/pricing';
import { errorTable } from '../../scripts/errorTable';

/** The documentation says what is: links lead somewhere, options have these names, figures are those of the code. */

const root = join(__dirname, '../..');
const folders = ['.', 'docs', '.github', 'test/simulator'];
const pages = folders.flatMap((folder) =>
	readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name)),
);
/** Where links may lead: the vendors' consoles, n8n, the libraries, the conventions that are kept. */
const places = [
	'app.klingai.com',
	'bailian.console.aliyun.com',
	'github.com',
	'keepachangelog.com',
	'n8n.io',
	'nodejs.org',
	'semver.org',
	'www.contributor-covenant.org',
	'zod.dev',
];
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** As GitHub makes the anchor of a heading. */
const anchorsOf = (text: string) =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
		title!
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

const linksOf = (text: string) => [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, link, image]) => (link ?? image)!);

describe.each(pages)('%s', (page) => {
	const text = read(page);

	test('links to files and headings that are there', () => {
		const broken = linksOf(text)
			.filter((link) => !/^(https?|mailto):/.test(link))
			.filter((link) => {
				const [path, anchor] = link.split('#');
				const file = path === '' ? join(root, page) : resolve(root, dirname(page), path!);
				if (!existsSync(file)) return true;
				return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
			});
		expect(broken).toEqual([]);
	});

	test('links outside by https, to places that are known', () => {
		// whether a page answers is not asked: tests have no internet
		const outside = linksOf(text).filter((link) => /^\w+:/.test(link) && !link.startsWith('mailto:'));
		expect(outside.filter((link) => !link.startsWith('https://') || !places.includes(new URL(link).hostname))).toEqual([]);
	});

	test('names commands that are there', () => {
		const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
		expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
	});

	test('names files of the project that are there', () => {
		const named = [...text.matchAll(/`((?:nodes|credentials|scripts|test|docs|examples|icons)\/[\w./-]+)`/g)].map(([, path]) => path!);
		expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});
});

test('every page of docs and every picture can be reached from the README', () => {
	const reached = new Set<string>();
	const visit = (page: string) => {
		if (reached.has(page)) return;
		reached.add(page);
		if (!page.endsWith('.md')) return;
		for (const link of linksOf(read(page)).filter((each) => !/^(https?|mailto):|^#/.test(each)))
			visit(relative(root, resolve(root, dirname(page), link.split('#')[0]!)));
	};
	visit('README.md');
	const all = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.(md|png)$/.test(name))
		.map((name) => join('docs', name));
	expect(all.filter((file) => !reached.has(file))).toEqual([]);
});

test('options, fields and operations that the documentation names in bold have these names', () => {
	const names = new Set<string>();
	const collect = (properties: Array<INodeProperties | INodePropertyOptions | INodePropertyCollection>) => {
		for (const each of properties) {
			names.add('displayName' in each ? each.displayName : each.name);
			if ('options' in each && each.options) collect(each.options);
			if ('values' in each) collect(each.values);
		}
	};
	for (const node of [new KlingOmni(), new KlingOmniTrigger(), new KlingOmniCallbackTrigger()]) {
		collect(node.description.properties);
		names.add(node.description.displayName);
	}
	for (const Credential of Object.values(credentials)) collect(new Credential().properties);
	const known = [...names].map((name) => name.replace(/ \(.*\)$/, ''));
	const named = pages.flatMap((page) =>
		[...read(page).matchAll(/\bOptions → ([A-Z][\w-]*(?: [a-zA-Z][\w-]*)*)/g)].map(([, name]) => `${page}: ${name}`),
	);
	const unknown = named.filter((place) => !known.some((name) => place.split(': ')[1]!.startsWith(name)));
	expect(unknown).toEqual([]);
	expect(named.length).toBeGreaterThan(3);
});

test('operations that the documentation names by their resource are there', () => {
	const there = resources.flatMap(({ name, operations }) => operations.map((operation) => `${name} → ${operation.name}`));
	const names = resources.map(({ name }) => name).join('|');
	const named = pages
		.filter((page) => page !== 'CHANGELOG.md')
		.flatMap((page) => [
			...read(page)
				.replace(/\s+/g, ' ')
				.matchAll(new RegExp(`\\b(?:${names}) → [A-Z]\\w+(?: [A-Z]\\w+)*`, 'g')),
		])
		.map(([place]) => place);
	expect(named.filter((place) => !there.some((one) => place.startsWith(one) || one.startsWith(place)))).toEqual([]);
	expect(named.length).toBeGreaterThan(10);
});

test('a price in units and in dollars is the same price', () => {
	const figures = pages.flatMap((page) =>
		[...read(page).matchAll(/(\d+(?:\.\d+)?) units?,?\s+\(?(?:about\s+)?US\$\s(\d+(?:\.\d+)?)/g)].map(([text, units, usd]) => ({
			page,
			text,
			units,
			usd,
		})),
	);
	const rates = [usdPerVideoUnit, usdPerImageUnit];
	const wrong = figures.filter(({ units, usd }) => !rates.some((rate) => Math.abs(Number(units) * rate - Number(usd)) < 0.006));
	expect(wrong).toEqual([]);
	expect(figures.length).toBeGreaterThan(5);
});

test('the page about errors is what the node reads', () => {
	// after a change: npx tsx scripts/errorTable.ts > docs/errors.md
	expect(read('docs/errors.md')).toBe(errorTable());
});

test('the prices on the README are those of the code', () => {
	const { silent } = videoModels['kling-v3-omni']!.prices;
	const text = read('README.md').replace(/\s+/g, ' ');
	for (const [quality, perSecond] of Object.entries(silent)) {
		const units = Number((5 * perSecond).toFixed(2));
		expect(text).toContain(`${units} units (US$ ${(units * usdPerVideoUnit).toFixed(2)}) in ${quality}`);
	}
	expect(text).toContain(`a unit is US$ ${usdPerVideoUnit}`);
});
