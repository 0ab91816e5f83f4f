import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { asNodeError } from '../KlingOmni/run/failures';
import { now } from '../kling/clock';
import { practiceService } from '../kling/practice/service';
import { openService } from '../kling/service';
import { handOverDue } from './handOver';
import { eventOf, latestMatch } from './latestMatch';
import { Look } from './look';
import { memoryOf } from './memory';
import { Allowance, askForOpen, readPages, type Watched } from './readList';
import { readSettings, type Settings } from './settings';
import { sampleTask } from './shared/practice';
import { sourcesOf, type Source } from './sources';

/** A tick of the polling trigger: look at the lists, hand over what has ended, remember it (design §7). */

/** The most requests of one tick, and those of them that are for pages; the rest is for tasks that are read singly. */
const mostReads = 25;
const mostPages = { listsResults: 22, listsIdsOnly: 12 };

/** What n8n leaves a tick where it does not say, ms: polls may be a minute apart. */
const usualBudget = 60_000;

/**
 * Trigger nodes that have been polled by this process, and whether a poll of theirs is going on. n8n starts a poll even
 * when the one before has not ended.
 */
const polls = new Map<string, 'running' | 'idle'>();

/** @returns items for one execution, or `null` if there is nothing to hand over */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await pollOnce(this).catch((error: unknown) => {
		throw asNodeError({ node: this.getNode() }, error);
	});
}

async function pollOnce(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = readSettings(context);
	if (context.getMode() === 'manual') return await testEvent(context, settings);
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	const before = polls.get(key);
	if (before === 'running') return null;
	polls.set(key, 'running');
	try {
		return await tick(context, settings, before === undefined);
	} finally {
		polls.set(key, 'idle');
	}
}

/** What "Fetch Test Event" gives; in practice what has been practised, or else a sample. */
async function testEvent(context: IPollFunctions, settings: Settings): Promise<INodeExecutionData[][] | null> {
	const { dialect, watch, filter, practice } = settings;
	const service = practice ? practiceService(dialect) : await openService(context, dialect);
	const sources = sourcesOf(service, watch);
	const found = await latestMatch(context, sources, settings);
	if (found || !practice) return found;
	const [source] = sources as [Source];
	return await eventOf(context, source, sampleTask(source.product, filter, dialect.findByExternalId !== undefined), settings);
}

async function tick(context: IPollFunctions, settings: Settings, isFirstOfProcess: boolean): Promise<INodeExecutionData[][] | null> {
	const budget = context.getPollBudgetMs?.() ?? usualBudget;
	const signal = AbortSignal.timeout(budget * 0.9);
	const allowance = new Allowance(mostReads, now() + budget * 0.7);
	const memory = memoryOf(context);
	if (memory.isBehind) return null;
	const service = await openService(context, settings.dialect, signal);
	const watched = sourcesOf(service, settings.watch).map((source): Watched => {
		return { ...source, look: new Look(memory.lists?.[listKey(context, source)], Date.now()) };
	});

	const failures = await readAll(context, watched, allowance);
	const { items, kept, problems } = await handOverDue(watched, { context, settings, allowance, signal });
	for (const problem of problems) warn(context, problem);
	for (const [{ product }, error] of failures) warn(context, `${product} could not be read: ${error.message}`);

	// a list of several that is refused must not hold up the others, except where a person is there to change Watch
	const mustReport = failures.size === watched.length || memory.lists === undefined;
	const [failure] = failures.values();
	if (failure && mustReport && items.length === 0 && !(isFirstOfProcess && isStarting(context)))
		throw asNodeError({ node: context.getNode() }, failure);

	// n8n keeps this together with the items that are handed over
	const lists = Object.fromEntries(watched.map((list) => [listKey(context, list), list.look.close(kept.get(list)!)]));
	memory.save(lists, items.length > 0);
	return items.length > 0 ? [items] : null;
}

/** Pages first: they bring the most per request. @returns why lists could not be read as far as they are of interest */
async function readAll(context: IPollFunctions, watched: Watched[], allowance: Allowance): Promise<Map<Watched, Error>> {
	const failures = new Map<Watched, Error>();
	const pages = mostPages[watched[0]?.service.dialect.listsResults ? 'listsResults' : 'listsIdsOnly'];
	const share = Math.max(1, Math.floor(pages / watched.length));
	for (const list of watched) await readPages(list, allowance, share).catch((error: Error) => failures.set(list, error));
	for (const list of watched.filter((each) => !failures.has(each))) {
		const onForgotten = (taskId: string) => warn(context, `the service no longer knows task ${taskId}; it is not watched any more`);
		// the list could be read, so this is about single tasks; they stay open
		await askForOpen(list, allowance, onForgotten).catch((error: Error) => warn(context, `a task could not be read: ${error.message}`));
	}
	return failures;
}

/**
 * When n8n starts, it polls once to see whether a trigger works, and gives up the trigger if that goes wrong five times.
 * A service that is away for an hour must not have that effect; the next polls report it.
 */
const isStarting = (context: IPollFunctions) => ['init', 'leadershipChange'].includes(context.getActivationMode());

/** A list of an account: with another credential, what has ended by now is old again. */
function listKey(context: IPollFunctions, { service: { dialect }, product }: Source): string {
	const credentials = Object.values(context.getNode().credentials ?? {}).map(({ id }) => id ?? '');
	return [dialect.id, dialect.listOf(product), ...credentials].join('/');
}

const warn = (context: IPollFunctions, message: string) =>
	context.logger.warn(`Kling Omni Trigger “${context.getNode().name}”: ${message}`);
