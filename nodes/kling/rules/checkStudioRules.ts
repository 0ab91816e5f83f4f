import type { DialectApi } from '../dialects/dialect';
import { studioOf, type StudioJob } from '../studio/products';
import { addressRules } from './addressRules';
import { bySeverity, type Problem } from './problem';
import { applyRules } from './rule';

/** Checks a job of the Studio against its product's rules, before anything is sent or paid. */
export const checkStudioRules = (job: StudioJob, dialect: DialectApi): Problem[] =>
	bySeverity(applyRules([...studioOf(job).rules, ...addressRules], job, undefined, dialect));
