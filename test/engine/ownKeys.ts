import type { INodeParameters } from 'n8n-workflow';
import type { EngineRun } from './engine';

/** Options with a key of a person's own. */
export const ownKey = (idempotencyKey: unknown) => ({ idempotency: 'ownKey', idempotencyKey }) as INodeParameters;

/** Input items, one for each row. */
export const rows = (...json: object[]): Pick<EngineRun, 'items'> => ({ items: json.map((row) => ({ json: row as never })) });
