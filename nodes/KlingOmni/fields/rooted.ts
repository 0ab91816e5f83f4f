/** Fields of rows and collections say by a slash that their conditions are about the node's own fields. */
export const rooted = <T>(conditions: Record<string, T> = {}): Record<string, T> =>
	Object.fromEntries(Object.entries(conditions).map(([name, values]) => [`/${name}`, values]));
