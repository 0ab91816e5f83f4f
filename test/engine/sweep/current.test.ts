import { expectAccepted, patience } from './sweep';
import { rowRules, videoWalks } from './videoWalks';

test(
	'no state of a video panel on the current API makes a request that Kling refuses',
	async () => await expectAccepted(videoWalks('current'), 2_500, rowRules),
	patience,
);
