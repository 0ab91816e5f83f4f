import { expectAccepted, patience } from './sweep';
import { rowRules, videoWalks } from './videoWalks';

test(
	'no state of a video panel on Model Studio makes a request that Kling refuses',
	async () => await expectAccepted(videoWalks('modelStudio'), 2_500, rowRules),
	patience,
);
