import { expectAccepted, patience } from './sweep';

const panel = (resource: string, operation: string, given = {}) => ({ start: { service: 'kling', resource, operation, ...given } });

test(
	'no state of the panels of the Studio makes a request that Kling refuses',
	async () =>
		await expectAccepted(
			[
				panel('video', 'avatar'),
				panel('video', 'faces'),
				// without a recording whose length nobody can read, and a session that nobody has
				panel('video', 'lipSync', { facesFrom: 'video', soundFrom: 'line' }),
				panel('audio', 'speak'),
				panel('audio', 'videoToAudio'),
				panel('audio', 'textToAudio'),
				panel('image', 'expand'),
			],
			150,
			// sides that are too much together, and a picture whose size nobody can read
			['R91'],
		),
	patience,
);
