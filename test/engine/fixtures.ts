import { deflateSync } from 'node:zlib';
import type { EngineItem } from './engine';

/** A grey PNG of the given sides; enough for anything that looks at a picture's size. */
export function png(width: number, height: number): Buffer {
	const chunk = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
		const length = Buffer.alloc(4);
		length.writeUInt32BE(data.length);
		const checksum = Buffer.alloc(4);
		checksum.writeUInt32BE(crc32(body));
		return Buffer.concat([length, body, checksum]);
	};
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = 8; // bits per sample, greyscale
	const rows = deflateSync(Buffer.alloc((width + 1) * height, 0));
	return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

export const file = (bytes: Buffer, mimeType = 'image/png', fileName = 'picture.png') => ({ base64: bytes.toString('base64'), mimeType, fileName });

/** An item with a picture in its binary field "data". */
export const withPicture = (width: number, height: number): EngineItem => ({ files: { data: file(png(width, height)) } });

function crc32(bytes: Buffer): number {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}
