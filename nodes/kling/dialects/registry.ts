// Written by `npm run registries` from the files of this folder; do not edit by hand.
import { dialect as classic } from './classic.dialect';
import { dialect as current } from './current.dialect';
import { dialect as modelStudio } from './modelStudio.dialect';

export const registry = {
	classic,
	current,
	modelStudio,
};
