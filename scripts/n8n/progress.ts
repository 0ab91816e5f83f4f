import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders';

const timesFile = () => join(cacheFolder(), 'last-times.json');
const QUIET_INTERVAL_MS = 15_000;

/** Where progress goes: stderr, so that stdout stays free for the result. */
export function say(text: string): void {
	process.stderr.write(`${text}\n`);
}

/**
 * Runs a long step and shows what it is, how long it has been going, how long it took last time, and how far it is.
 * On a terminal one line is kept up to date; elsewhere (CI) a line comes every 15 s.
 */
export async function showProgress<T>(step: string, work: () => Promise<T>, howFar?: () => Promise<string>): Promise<T> {
	const times = await readTimes();
	const lastTime = times[step] === undefined ? '' : ` (last time ${times[step]} s)`;
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const terminal = process.stderr.isTTY === true;
	const line = (far: string) => `${step}: ${seconds()} s${far}${lastTime}`;
	const show = async () => {
		const far = howFar === undefined ? '' : `, ${await howFar().catch(() => '')}`;
		if (isOver) return;
		if (terminal) process.stderr.write(`\r${line(far)}`);
		else say(line(far));
	};
	let isOver = false;

	if (terminal) void show();
	else say(`${step}${lastTime}`);
	const timer = setInterval(() => void show(), terminal ? 2_000 : QUIET_INTERVAL_MS);
	try {
		const result = await work();
		isOver = true;
		await rememberTime(step, seconds());
		say(`${terminal ? '\r' : ''}${step}: done in ${seconds()} s${terminal ? ' '.repeat(40) : ''}`);
		return result;
	} catch (error) {
		isOver = true;
		if (terminal) say('');
		throw error;
	} finally {
		clearInterval(timer);
	}
}

async function readTimes(): Promise<Record<string, number>> {
	try {
		return JSON.parse(await readFile(timesFile(), 'utf8')) as Record<string, number>;
	} catch {
		return {}; // never measured, or half written: only a figure for comfort is missing
	}
}

async function rememberTime(step: string, seconds: number): Promise<void> {
	await mkdir(cacheFolder(), { recursive: true });
	await writeFile(timesFile(), JSON.stringify({ ...(await readTimes()), [step]: seconds }));
}
