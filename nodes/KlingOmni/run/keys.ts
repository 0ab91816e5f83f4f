/**
 * The external task id: the key under which a task is ordered, and looked up before it is paid for (design §5).
 *
 * `key`, or `tag:reference:key` where a person gives these, which come back on the triggers' items; a further attempt
 * ends in `~try2`. What a person wrote has neither colons nor tildes of its own left, so that no key looks like another's
 * attempt, and everything is read back as it was.
 */

interface IdParts {
	key: string;
	tag?: string;
	reference?: string;
}

/** The most characters of an external task id. The contract names no limit; a text that Kling cuts would not be found again. */
export const longestId = 200;

/** The id of a key's first attempt. */
export const externalTaskId = ({ key, tag = '', reference = '' }: IdParts): string =>
	(tag || reference ? [tag, reference, key] : [key]).map(escaped).join(':');

/**
 * The id of a further attempt, after one that does not count.
 *
 * @param first the id of the first attempt
 */
export const attemptId = (first: string, attempt: number): string => (attempt === 1 ? first : `${first}~try${attempt}`);

/** Reads an id that was made here; another's is a key as a whole. */
export function readExternalId(id: string): IdParts {
	const parts = id.replace(/~try\d+$/, '').split(':');
	if (parts.length !== 3) return { key: unescaped(parts.join(':')) };
	const [tag, reference, key] = parts.map(unescaped);
	return { key: key!, ...(tag ? { tag } : {}), ...(reference ? { reference } : {}) };
}

/** What would be read as a part of the id, of a list of ids, or of an address; halves of characters cannot travel at all. */
const unsafe = /[~:,%/\\?#;\s\p{Cc}]|[\ud800-\udfff]/gu;

const escaped = (part: string) =>
	part.replace(unsafe, (character) => {
		const code = character.charCodeAt(0).toString(16).toUpperCase();
		return code.length <= 2 ? `~${code.padStart(2, '0')}` : `~u${code.padStart(4, '0')}`;
	});

/** Also what is escaped as in an address: ids that somebody wrote by hand. */
const unescaped = (part: string) =>
	part.replace(/[~%](?:([0-9A-F]{2})|u([0-9A-F]{4}))/g, (_, short?: string, long?: string) =>
		String.fromCharCode(parseInt(short ?? long ?? '', 16)),
	);
