/** What can be told about a picture, a video or a sound from a few of its bytes. */

export interface PictureFacts {
	/** Sides in pixels, as the picture is seen. */
	width: number;
	height: number;
	/** A PNG with transparency. */
	hasAlpha: boolean;
}

/** What a video file says of itself; what it leaves open is absent. */
export interface VideoFacts {
	seconds?: number;
	/** Sides in pixels, as the video is seen. */
	width?: number;
	height?: number;
	/** Frames per second; absent where they come at no fixed rate. */
	frameRate?: number;
}

export interface SoundFacts {
	seconds?: number;
	/** The file does not say how long it is; the seconds follow from its size. */
	isEstimate?: boolean;
}

/** What is known of all that a job has attached. */
export interface MediaFacts {
	videoSeconds?: number;
	soundSeconds?: number;
	/** Of the first one. */
	picture?: PictureFacts;
}

/** A file that stays where it is, read part by part. */
export interface MediaFile {
	/** Bytes; absent where nobody says. */
	size?: number;
	/** @returns fewer bytes than asked for at the end of the file */
	read: (start: number, length: number) => Promise<Uint8Array>;
}

/** What is read of a file first, bytes: enough for most headers, even behind a preview. */
export const headLength = 256 * 1024;

/** The view that numbers in a file are read with. */
export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as text, one character each. */
export const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
