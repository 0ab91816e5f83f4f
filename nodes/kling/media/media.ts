import type { IExecuteFunctions } from 'n8n-workflow';
import type { DialectApi } from '../dialects/dialect';
import { isPrivateAddress } from '../hosts';
import { mediaOf, replaceMedia, type Job, type Media, type MediaRow } from '../job';
import type { Problem } from '../rules/problem';
import type { Service } from '../service';
import { headLength, type MediaFile } from './facts';
import { addressFile, AddressProblem, binaryDigest, binaryField, binaryFile } from './files';
import { kindOf } from './kinds';
import { misfitOfKind, misfitOfPicture, misfitOfSize, misfitOfVideo, misfitOfVoice, videoLimitsFor, type Misfit } from './limits';
import { movieFacts } from './movie';
import { pictureFacts } from './picture';
import { soundFacts } from './sound';

/** The pictures and videos that a job is given: checked before anything is paid, read right before a create. */

export interface MediaFindings {
	problems: Problem[];
	/** Names for the contents of binary fields. */
	digests: string[];
	/** Length of the source video in seconds, where it could be told. */
	sourceSeconds?: number;
}

export interface MediaChecks {
	/** Whether to look into files and addresses; otherwise only that binary fields exist. */
	look: boolean;
}

/** Checks everything that a job has attached. Of a public address only the head of the file is fetched. */
export async function checkMedia(
	context: IExecuteFunctions,
	itemIndex: number,
	job: Job,
	service: Service,
	checks: MediaChecks,
): Promise<MediaFindings> {
	const found = await Promise.all(mediaOf(job).map(async (row) => await checkRow(context, itemIndex, job, service, row, checks)));
	const sourceSeconds = found.find((one) => one.sourceSeconds !== undefined)?.sourceSeconds;
	return {
		problems: found.flatMap(({ problems }) => problems),
		digests: found.flatMap(({ digests }) => digests),
		...(sourceSeconds === undefined ? {} : { sourceSeconds }),
	};
}

async function checkRow(
	context: IExecuteFunctions,
	itemIndex: number,
	job: Job,
	service: Service,
	row: MediaRow,
	{ look }: MediaChecks,
): Promise<MediaFindings> {
	const { field, media } = row;
	if ('base64' in media) return { problems: [], digests: [] };
	if ('url' in media) return look ? await lookAtAddress(context, job, service, row, media.url) : { problems: [], digests: [] };

	const binary = binaryField(context, itemIndex, media.binaryProperty);
	if (!binary) return { problems: [missing(context, itemIndex, field, media.binaryProperty)], digests: [] };
	const unreachable = needsLink(row, service) ? whyNoLink(context, itemIndex, media.binaryProperty, service) : undefined;
	if (unreachable) return { problems: [problem(field, unreachable)], digests: [] };
	const findings = look ? await lookAt(job, service.dialect, row, await binaryFile(context, binary)) : { problems: [] };
	return { ...findings, digests: [await binaryDigest(context, binary)] };
}

async function lookAtAddress(context: IExecuteFunctions, job: Job, service: Service, row: MediaRow, url: string): Promise<MediaFindings> {
	// a job may have been written by a stranger, who is not to look around in this network; the rules have a word on such addresses
	const mayVisit = (target: string) => service.isLocal || !isPrivateAddress(target);
	if (!mayVisit(url)) return { problems: [], digests: [] };
	const found = await addressFile(context, url, mayVisit)
		.then(async (file) => await lookAt(job, service.dialect, row, file))
		.catch((error: unknown) => {
			if (!(error instanceof AddressProblem)) throw error;
			const { message, remedy, isCertain } = error;
			return { problems: [problem(row.field, { message: `the address ${message}`, remedy, isPossible: !isCertain })] };
		});
	return { ...found, digests: [] };
}

/** What a file's own bytes say against it. */
export async function lookAt(
	job: Job,
	dialect: DialectApi,
	{ field, type }: Pick<MediaRow, 'field' | 'type'>,
	file: MediaFile,
): Promise<Omit<MediaFindings, 'digests'>> {
	const findings = (misfit: Misfit | undefined) => ({ problems: misfit ? [problem(field, misfit)] : [] });
	const head = await file.read(0, headLength);
	const kind = kindOf(head);
	const misfit = misfitOfKind(kind, type, head.length === 0);
	if (misfit || kind === undefined) return findings(misfit);
	if (type === 'picture') {
		const limits = dialect.pictures;
		const facts = await pictureFacts(file, kind as 'jpg' | 'png');
		return findings(misfitOfSize(file.size, limits.size, 'picture') ?? (facts && misfitOfPicture(facts, limits)));
	}
	if (type === 'sound') return findings(misfitOfVoice(await soundFacts(file, kind)));
	const limits = videoLimitsFor(job, dialect.videos);
	const facts = await movieFacts(file);
	return {
		...findings(misfitOfSize(file.size, limits.size, 'video') ?? misfitOfVideo(facts, limits)),
		...(facts.seconds === undefined ? {} : { sourceSeconds: facts.seconds }),
	};
}

function problem(field: string, { message, remedy, isPossible = false }: Misfit): Problem {
	return { rule: '§3', severity: isPossible ? 'warning' : 'error', field, message: `${field}: ${message}`, remedy };
}

function missing(context: IExecuteFunctions, itemIndex: number, field: string, property: string): Problem {
	const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	const remedy = names.length
		? `Its binary fields are: ${names.join(', ')}`
		: 'Read the file first, for example with HTTP Request or Read/Write Files';
	return problem(field, { message: `the item has no binary field “${property}”`, remedy });
}

/** Kling takes videos and sound, and Model Studio takes everything, by address only. */
const needsLink = ({ type }: MediaRow, { dialect }: Service) => type !== 'picture' || !dialect.takesPictures;

function whyNoLink(context: IExecuteFunctions, itemIndex: number, property: string, service: Service): Misfit | undefined {
	try {
		const url = signedLink(context, itemIndex, property, 60);
		if (!isPrivateAddress(url) || service.isLocal) return undefined;
		return {
			message: `Kling cannot reach this n8n at ${new URL(url).host} to fetch the file`,
			remedy: 'Give a public URL, or set WEBHOOK_URL to n8n’s public address',
		};
	} catch {
		return {
			message: 'n8n keeps binary files in memory here, so it has no link to give to Kling',
			remedy: 'Give a public URL, or set N8N_DEFAULT_BINARY_DATA_MODE to filesystem',
		};
	}
}

/** @param seconds how long the link works */
function signedLink(context: IExecuteFunctions, itemIndex: number, property: string, seconds: number): string {
	return context.helpers.createBinarySignedUrl(context.helpers.assertBinaryData(itemIndex, property), `${Math.ceil(seconds)}s`);
}

/**
 * A job whose binary media are what the wire takes: pictures as raw base64 (R27), videos as an address that Kling can
 * fetch. Called right before a create, so that only submitted jobs hold their pictures in memory.
 *
 * @param seconds how long a link works
 */
export async function loadMedia(context: IExecuteFunctions, itemIndex: number, job: Job, service: Service, seconds: number): Promise<Job> {
	const loaded = await Promise.all(
		mediaOf(job).map(async (row): Promise<Media> => {
			const { media } = row;
			if (!('binaryProperty' in media)) return media;
			if (needsLink(row, service)) return { url: signedLink(context, itemIndex, media.binaryProperty, seconds) };
			return { base64: (await context.helpers.getBinaryDataBuffer(itemIndex, media.binaryProperty)).toString('base64') };
		}),
	);
	return replaceMedia(job, loaded);
}
