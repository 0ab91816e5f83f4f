import { z } from 'zod/v4';
import { badParameter } from './refusal';

/** Where a list call stopped; opaque to the caller. */
const PLACE = z.object({ start: z.number(), end: z.number(), after: z.string() });
export type Place = z.output<typeof PLACE>;

export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws Refusal when the text is not one of our cursors */
export function readCursor(text: string): Place {
  try {
    return PLACE.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return badParameter(`cursor value '${text}' is invalid`);
  }
}
