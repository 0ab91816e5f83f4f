import { limits } from '../../../nodes/kling/rules/limits';
import { cases } from '../../effort';

test('the sweep finds a rule that is broken on purpose', async () => {
	const sound = limits.sound.filter(({ id }) => id !== 'R1');
	expect(sound).toHaveLength(limits.sound.length - 1);
	jest.doMock('../../../nodes/kling/rules/limits', () => ({ limits: { ...limits, sound } }));
	const { sweep } = await import('./sweep');
	const { videoWalk } = await import('./videoWalks');
	const { start, models = [] } = videoWalk('classic', 'referenceToVideo');
	const { states, accepted, refusedThere } = await sweep([{ start: { ...start, video: 'https://media.example.org/a.mp4' }, models }]);
	expect(states).toBeGreaterThan(accepted);
	expect(refusedThere.length).toBeGreaterThan(cases(20));
	for (const refusal of refusedThere) expect(refusal).toContain('sound on is not supported with video input');
}, 120_000);
