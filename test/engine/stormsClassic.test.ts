import { nativeStorm, paidOnceAndKnown, weather } from './storms';

weather(650, { apiVersion: 'classic' }, nativeStorm, paidOnceAndKnown);
