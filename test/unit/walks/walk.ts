/** What somebody does who follows one of the walks of CONTRIBUTING.md. */
export interface Walk {
	/** The heading that it stands under. */
	heading: string;
	/** What the sample puts in place of the names in the page's list: `<name>`. */
	names: Record<string, string>;
	/** By file: all of a new one, or what becomes of one that is there. */
	files: Record<string, string | ((before: string) => string)>;
}

/** Puts a text behind another that has to be there, once. */
export const behind =
	(place: string, added: string) =>
	(before: string): string => {
		const parts = before.split(place);
		if (parts.length !== 2) throw new Error(`“${place}” stands ${parts.length - 1} times in the file`);
		return parts.join(place + added);
	};
