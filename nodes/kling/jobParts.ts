import * as z from 'zod/v4-mini';
import { elementKinds } from './models';
import { group, id, oneOf, optionalText, prepared } from './values';

/** What jobs of several kinds have: media, rows of pictures, elements. */

/** A picture or video: a public URL, an n8n binary field, or (read from one) raw base64 without a `data:` prefix. */
export type Media = { url: string } | { binaryProperty: string } | { base64: string };

const mediaFields = {
	source: z.optional(oneOf(['url', 'binary'])),
	url: optionalText,
	binaryProperty: optionalText,
};

const isFilled = z.refine<{ url?: string | undefined; binaryProperty?: string | undefined }>(
	({ url, binaryProperty }) => Boolean(url) !== Boolean(binaryProperty),
	{ error: 'needs either a URL or the name of a binary field' },
);

export const media = z.pipe(z.object(mediaFields).check(isFilled), z.transform(toMedia));

/** In a list made by an expression, a bare text stands for a URL or an id. */
export const orText = (key: string) => (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? { [key]: value } : value;

/** A row of pictures, each with one of the given roles, the first unless it says otherwise. */
export const pictureRow = <const Roles extends readonly string[]>(roles: Roles, usual: Roles[number]) =>
	prepared(
		orText('url'),
		z.pipe(
			group({ role: z._default(oneOf(roles), usual as never), name: optionalText, ...mediaFields }, 'a URL, or an entry with one').check(
				isFilled,
			),
			z.transform(({ role, name, ...from }) => ({ role, media: toMedia(from), ...(name ? { name } : {}) })),
		),
	);

export const element = prepared(
	orText('id'),
	z.pipe(
		group(
			{
				id: id.check(z.refine((value) => /^\d+$/.test(value), { error: 'must be a number of digits only' })),
				kind: z._default(oneOf(elementKinds), 'multiImage'),
				name: optionalText,
			},
			'an ID, or an entry with one',
		),
		z.transform(({ name, ...rest }) => ({ ...rest, ...(name ? { name } : {}) })),
	),
);

/** A picture, video or recording as every wire takes it: an address, or raw base64 (R27). */
export function wireMedia(media: Media): string {
	if ('url' in media) return media.url;
	if ('base64' in media) return media.base64;
	throw new Error(`the binary field ${media.binaryProperty} reached the encoder before it was read`);
}

function toMedia({ url, binaryProperty }: { url?: string; binaryProperty?: string }): Media {
	return url ? { url: addressOf(url) } : { binaryProperty: binaryProperty ?? '' };
}

/** An address as it goes over the wire: file names with spaces are common, two addresses in one cell are a mistake. */
function addressOf(typed: string): string {
	const [url, ...others] = typed.trim().split(/(?=\shttps?:)/);
	return url && others.length === 0 && /^https?:/i.test(url) ? url.replace(/\s/g, encodeURIComponent) : typed;
}
