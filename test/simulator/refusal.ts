/** Business code → HTTP status (contract §10.1). */
export const HTTP_STATUS: Record<number, number> = {
	1000: 401,
	1001: 401,
	1002: 401,
	1003: 401,
	1004: 401,
	1100: 429,
	1101: 429,
	1102: 429,
	1103: 403,
	1200: 400,
	1201: 400,
	1202: 404,
	1203: 404,
	1300: 400,
	1301: 400,
	1302: 429,
	1303: 429,
	1304: 429,
	5000: 500,
	5001: 503,
	5002: 504,
};

/** A request that the service says no to. Native services use numbers as codes, Model Studio uses words. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: number | string,
		message: string,
	) {
		super(message);
	}
}

/** A file that cannot be fetched: a bad parameter too, but Model Studio has a word of its own for it. */
export class UnreachableMedia extends Refusal {
	constructor(kind: 'Image' | 'Video' | 'Audio', url: string) {
		super(400, 1201, `${kind} download failed: ${url}`);
	}
}

/** Refuses with one of the native business codes. */
export function refuse(code: number, message: string): never {
	throw new Refusal(HTTP_STATUS[code] ?? 500, code, message);
}

/** Refuses a wrong parameter, by far the commonest case. */
export function badParameter(message: string): never {
	return refuse(1201, message);
}
