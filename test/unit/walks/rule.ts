import { behind, type Walk } from './walk';

/** A rule that is made up: what a person reads of it stands among the cases of all rules. */
export const rule: Walk = {
	heading: 'Add a rule',
	names: { subject: 'prompt', cases: 'videoContents' },
	files: {
		'nodes/kling/rules/promptRules.ts': behind(
			'export const promptRules: Rule[] = [',
			`
	{
		id: 'R999',
		severity: 'error',
		check: ({ prompt }) =>
			prompt.includes('SHOUT')
				? [{ field: 'Prompt', message: 'Prompt shouts', remedy: 'Write it in small letters' }]
				: [],
	},`,
		),
		'test/unit/messages/videoContents.ts': behind(
			'export const videoContents: VideoRow[] = [',
			`
	['R999', 'classic', 'textToVideo', omni, { prompt: 'a SHOUT' }, 'Prompt shouts', 'Write it in small letters'],`,
		),
	},
};
