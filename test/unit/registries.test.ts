import * as z from 'zod/v4-mini';
import { registry as actions } from '../../nodes/KlingOmni/actions/registry';
import { dialects } from '../../nodes/kling/dialects';
import { registry as dialectFiles } from '../../nodes/kling/dialects/registry';
import { registry as products } from '../../nodes/kling/studio/registry';
import { isCurrent, registries } from '../../scripts/registries';

/** The lists of what there is are those of the files. */

test.each(Object.entries(registries()))('%s lists what is there', (file, wanted) => {
	if (!isCurrent(file, wanted)) throw new Error(`${file} does not list the files that are there: run npm run registries`);
});

test.each([
	...Object.entries(actions).flatMap(([folder, { resource, operations }]) => [
		[folder, resource.value],
		...Object.entries(operations).map(([file, { value }]) => [file, value]),
	]),
	...Object.entries(dialectFiles).map(([file, { id }]) => [file, id]),
	...Object.entries(products).map(([file, { schema }]) => [file, z.parse(schema.shape.kind!, undefined)]),
])('%s has the name of what it describes', (file, name) => {
	expect(name).toBe(file);
});

test('each dialect has a place of its own', () => {
	expect(new Set(dialects.map(({ place }) => place)).size).toBe(dialects.length);
});
