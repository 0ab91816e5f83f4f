/** A problem that a person can act on: its message is the whole text that they see, without a stack trace. */
export class Failure extends Error {
	override name = 'Failure';
}

/** The sentence of a `Failure`; anything else is a bug and keeps its stack trace. */
export function describeFailure(error: unknown): string {
	if (error instanceof Failure) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
