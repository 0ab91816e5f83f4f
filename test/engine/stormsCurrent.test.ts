import { nativeStorm, paidOnceAndKnown, weather } from './storms';

weather(600, { apiVersion: 'current' }, nativeStorm, paidOnceAndKnown);
