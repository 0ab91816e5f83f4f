// Written by `npm run registries` from the files of this folder; do not edit by hand.
import { KlingApi } from './KlingApi.credentials';
import { KlingModelStudioApi } from './KlingModelStudioApi.credentials';

export const registry = {
	KlingApi,
	KlingModelStudioApi,
};
