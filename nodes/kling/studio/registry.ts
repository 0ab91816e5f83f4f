// Written by `npm run registries` from the files of this folder; do not edit by hand.
import { product as avatar } from './avatar.product';
import { product as expand } from './expand.product';
import { product as faces } from './faces.product';
import { product as lipSync } from './lipSync.product';
import { product as speech } from './speech.product';
import { product as textToAudio } from './textToAudio.product';
import { product as videoToAudio } from './videoToAudio.product';

export const registry = {
	avatar,
	expand,
	faces,
	lipSync,
	speech,
	textToAudio,
	videoToAudio,
};
