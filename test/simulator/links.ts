import { createHmac, randomBytes } from 'node:crypto';

/** Signed addresses of result files. All links of one generation expire together. */
export class Links {
	#generation = 1;
	#oldestValid = 1;
	readonly #secret = randomBytes(16);

	constructor(private readonly origin: () => string) {}

	/** A fresh link to `/files/<name>`. */
	to(name: string): string {
		return `${this.origin()}/files/${name}?sign=${this.#sign(name, this.#generation)}`;
	}

	/** Another address of this service. */
	own(path: string): string {
		return this.origin() + path;
	}

	/** A fixture: public and lasting. */
	media(name: string): string {
		return `${this.origin()}/media/${name}`;
	}

	/** All links handed out so far stop working. */
	expire(): void {
		this.#generation += 1;
		this.#oldestValid = this.#generation;
	}

	isValid(name: string, sign: string): boolean {
		const generation = Number(sign.split('-')[0]);
		return generation >= this.#oldestValid && sign === this.#sign(name, generation);
	}

	#sign(name: string, generation: number): string {
		const mac = createHmac('sha256', this.#secret).update(`${generation}/${name}`).digest('hex').slice(0, 24);
		return `${generation}-${mac}`;
	}
}
