import { Failure } from './failure';

/**
 * Checks that a file is a whole MP4: its boxes follow each other to the very last byte, and what a player needs is there.
 *
 * @throws Failure that says what is wrong
 */
export function assertWholeMp4(file: Buffer): void {
	const boxes = new Set<string>();
	let position = 0;
	while (position < file.length) {
		const size = position + 8 <= file.length ? boxSize(file, position) : 0;
		const type = file.toString('latin1', position + 4, position + 8);
		if (position === 0 && type !== 'ftyp') throw new Failure('The file is not an MP4: it does not begin with an ftyp box');
		if (size < 8 || position + size > file.length) {
			throw new Failure(`The MP4 is cut off: its box "${type}" goes beyond the end of the file (${file.length} bytes)`);
		}
		boxes.add(type);
		position += size;
	}
	for (const needed of ['ftyp', 'moov', 'mdat']) {
		if (!boxes.has(needed)) throw new Failure(`The MP4 cannot be played: it has no box "${needed}"`);
	}
}

function boxSize(file: Buffer, position: number): number {
	const size = file.readUInt32BE(position);
	if (size === 0) return file.length - position; // up to the end
	if (size === 1 && position + 16 <= file.length) return Number(file.readBigUInt64BE(position + 8));
	return size;
}
