import { modelStudioStorm, neverAgainAndKnown, weather } from './storms';

weather(750, { service: 'modelStudio' }, modelStudioStorm, neverAgainAndKnown);
