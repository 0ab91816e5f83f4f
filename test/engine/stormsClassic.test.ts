import { nativeStorm, paidOnceAndKnown, weather } from './storms';

weather(700, { apiVersion: 'classic' }, nativeStorm, paidOnceAndKnown);
