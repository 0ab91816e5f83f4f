import type { z } from 'zod/v4';
import { badParameter } from './refusal';

/** Writes down where a list call stopped; opaque to the caller. */
export function writeCursor(place: object): string {
	return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws Refusal when the text is not one of our cursors */
export function readCursor<Place>(text: string, shape: z.ZodType<Place>): Place {
	try {
		return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
	} catch {
		return badParameter(`cursor value '${text}' is invalid`);
	}
}
