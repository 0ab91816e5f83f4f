/** The panels that a person meets, filled in as in a small campaign, and what each of them shows. */

export interface Panel {
	/** Name of its picture in docs/panels, without `.png`. */
	picture: string;
	/** The Kling Omni node, unless it says otherwise. */
	node?: 'klingOmniTrigger' | 'klingOmniCallbackTrigger';
	/** The node's parameters; the rest is the panel's defaults. */
	parameters: Record<string, unknown>;
	/** Labels from top to bottom; those of rows and options stand in brackets behind their list. */
	shows: string;
	/** Notices, from top to bottom. */
	says?: string[];
	/** Options of drop-downs. */
	offers?: Record<string, string[]>;
}

/** A row of pictures. */
export const picture = (name: string, row: Record<string, string> = {}) => ({ ...row, url: `https://example.com/${name}.jpg` });
/** A picture of a field of its own. */
export const frame = (name: string) => at(`https://example.com/${name}.jpg`);
/** What a person has chosen from a list. */
export const chosen = (value: string, cachedResultName: string) => ({ __rl: true, mode: 'list', value, cachedResultName });
/** A picture or video that has a field of its own. */
export const at = (value: string) => ({ __rl: true, mode: 'url', value });

export const captain = chosen('829836802793406551', 'Captain Ada (multi-image, own)');
export const modelStudio = { service: 'modelStudio' };

export const top = 'Resource · Operation';
/** Where there is no choice of an API. */
export const bottom = 'How to Wait · Download · Options';
