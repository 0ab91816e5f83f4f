import { PNG } from 'pngjs';
import type { EngineItem } from './engine';

/** A black PNG of the given sides in pixels. */
export const png = (width: number, height: number): Buffer => PNG.sync.write(new PNG({ width, height }), { filterType: 0 });

export const file = (bytes: Buffer, mimeType = 'image/png', fileName = 'picture.png') => ({
	base64: bytes.toString('base64'),
	mimeType,
	fileName,
});

/** An item with a picture in its binary field "data". */
export const withPicture = (width: number, height: number): EngineItem => ({ files: { data: file(png(width, height)) } });
