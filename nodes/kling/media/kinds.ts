import { latin } from './facts';

/** What a file is, from its first bytes: so that a wrong one can be called by its name. */

/** How each kind reads in "is …" or "gives …". */
const names = {
	jpg: 'a JPG picture',
	png: 'a PNG picture',
	gif: 'a GIF picture',
	webp: 'a WebP picture',
	avif: 'an AVIF picture',
	heic: 'a HEIC picture',
	bmp: 'a BMP picture',
	tiff: 'a TIFF picture',
	svg: 'an SVG picture',
	psd: 'a Photoshop file',
	mp4: 'an MP4 video',
	mov: 'a MOV video',
	avi: 'an AVI video',
	webm: 'a WebM or MKV video',
	mp3: 'an MP3 recording',
	wav: 'a WAV recording',
	m4a: 'an M4A recording',
	aac: 'an AAC recording',
	ogg: 'an Ogg recording',
	flac: 'a FLAC recording',
	pdf: 'a PDF file',
	zip: 'a ZIP file',
	html: 'a web page',
	json: 'JSON text',
	text: 'text',
} as const;

export type FileKind = keyof typeof names;

export const nameOfKind = (kind: FileKind): string => names[kind];

/** Kinds that begin with fixed characters; a dot stands for any one. */
const beginnings: Array<[RegExp, FileKind]> = [
	[/^\xff\xd8\xff/, 'jpg'],
	[/^\x89PNG\r\n\x1a\n/, 'png'],
	[/^GIF8[79]a/, 'gif'],
	[/^RIFF.{4}WEBP/s, 'webp'],
	[/^R(IFF|F64).{4}WAVE/s, 'wav'],
	[/^RIFF.{4}AVI /s, 'avi'],
	[/^BM.{4}\0{4}.{4}[\x0c-\x7f]\0\0\0/s, 'bmp'],
	[/^(II\*\0|MM\0\*)/, 'tiff'],
	[/^8BPS\0\x01/, 'psd'],
	[/^....ftyp(avif|avis)/s, 'avif'],
	[/^....ftyp(mif1|msf1).{0,40}avi[fs]/s, 'avif'],
	[/^....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)/s, 'heic'],
	[/^....ftypM4[AB] /s, 'm4a'],
	[/^....ftypqt {2}/s, 'mov'],
	[/^....(ftyp|styp|sidx|moof)/s, 'mp4'],
	[/^....(moov|mdat|wide|free|skip|pnot)/s, 'mov'],
	[/^\x1aE\xdf\xa3/, 'webm'],
	[/^ID3/, 'mp3'],
	[/^OggS/, 'ogg'],
	[/^fLaC/, 'flac'],
	[/^ADIF/, 'aac'],
	[/^%PDF-/, 'pdf'],
	[/^PK(\x03\x04|\x05\x06)/, 'zip'],
];

/** @returns `undefined` where the bytes say nothing, or too few of them are there */
export function kindOf(head: Uint8Array): FileKind | undefined {
	const start = latin(head.subarray(0, 64));
	return beginnings.find(([pattern]) => pattern.test(start))?.[1] ?? kindOfSound(head) ?? kindOfText(head);
}

/** Sound that begins with its first frame: AAC has layer 0 where MP3 has layer III. */
function kindOfSound([first = 0, second = 0, third = 0]: Uint8Array): FileKind | undefined {
	if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
	if ((second & 0xf6) === 0xf0) return 'aac';
	const isLayer3 = (second & 0x06) === 0x02;
	return isLayer3 && (second & 0x18) !== 0x08 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c ? 'mp3' : undefined;
}

function kindOfText(head: Uint8Array): FileKind | undefined {
	// a few bytes may be the beginning of anything
	if (head.length < 9) return undefined;
	const text = new TextDecoder().decode(head.subarray(0, 2048));
	// no text has such characters, and no other file of some length has none of them
	if (/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd](?!$)/.test(text)) return undefined;
	if (/<(!doctype html|html|head|body)\b/i.test(text)) return 'html';
	if (/<svg\b/i.test(text)) return 'svg';
	return /^\s*[[{]/.test(text) ? 'json' : 'text';
}
