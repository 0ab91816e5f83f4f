import fc from 'fast-check';
import { seed } from './effort';

fc.configureGlobal({ seed: seed() });
