import { dialects as table, dialectWith } from '../nodes/kling/dialects';

/** The ids of the wire dialects: Kling `/v1`, Kling's current API, Alibaba Cloud Model Studio. */
export const dialects = table.map(({ id }) => id);
export type Dialect = string;

export { dialectWith };
