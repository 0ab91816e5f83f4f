import { modelStudioStorm, neverAgainAndKnown, weather } from './storms';

weather(600, { service: 'modelStudio' }, modelStudioStorm, neverAgainAndKnown);
