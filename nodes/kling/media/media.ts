import type { IExecuteFunctions } from 'n8n-workflow';
import { isPrivateAddress } from '../hosts';
import { mediaOf, replaceMedia, type Job, type Media, type MediaRow } from '../job';
import type { Problem } from '../rules/problem';
import type { Service } from '../service';
import { isRecording, pictureFacts, videoFacts, type MediaFile } from './facts';
import { addressFile, AddressProblem, binaryDigest, binaryField, binaryFile } from './files';
import { misfitOfPicture, misfitOfSize, misfitOfVideo, misfitOfVoice, pictureLimits, videoLimitsFor, type Misfit } from './limits';

/** The pictures and videos that a job is given: checked before anything is paid, read right before a create. */

export interface MediaFindings {
	problems: Problem[];
	/** Names for the contents of binary fields, where asked for. */
	digests: string[];
	/** Length of the source video in seconds, where it could be told. */
	sourceSeconds?: number;
}

export interface MediaChecks {
	/** Whether to look into files and addresses; otherwise only that binary fields exist. */
	look: boolean;
	/** Whether to name the contents of binary fields. */
	digest: boolean;
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
	{ look, digest }: MediaChecks,
): Promise<MediaFindings> {
	const { field, media } = row;
	if ('base64' in media) return { problems: [], digests: [] };
	if ('url' in media) return look ? await lookAtAddress(context, job, service, row, media.url) : { problems: [], digests: [] };

	const binary = binaryField(context, itemIndex, media.binaryProperty);
	if (!binary) return { problems: [missing(context, itemIndex, field, media.binaryProperty)], digests: [] };
	const unreachable = needsLink(row, service) ? whyNoLink(context, itemIndex, media.binaryProperty, service) : undefined;
	if (unreachable) return { problems: [problem(field, unreachable)], digests: [] };
	const findings = look ? await lookAt(job, service, row, await binaryFile(context, binary)) : { problems: [] };
	return { ...findings, digests: digest ? [await binaryDigest(context, binary)] : [] };
}

async function lookAtAddress(context: IExecuteFunctions, job: Job, service: Service, row: MediaRow, url: string): Promise<MediaFindings> {
	// anything else is refused by name already
	if (!/^https?:/i.test(url)) return { problems: [], digests: [] };
	const found = await addressFile(context, url)
		.then(async (file) => await lookAt(job, service, row, file))
		.catch((error: unknown) => {
			if (!(error instanceof AddressProblem)) throw error;
			const remedy = error.isCertain ? 'Correct the address' : 'Make sure that Kling can reach it';
			return { problems: [problem(row.field, { message: `the address ${error.message}`, remedy }, error.isCertain ? 'error' : 'warning')] };
		});
	return { ...found, digests: [] };
}

async function lookAt(job: Job, service: Service, { field, type }: MediaRow, file: MediaFile): Promise<Omit<MediaFindings, 'digests'>> {
	const refuse = (misfit: Misfit | undefined) => ({ problems: misfit ? [problem(field, misfit)] : [] });
	const dialect = service.dialect.id;
	if (type === 'picture') {
		const limits = pictureLimits[dialect];
		const facts = await pictureFacts(file);
		if (!facts) return refuse({ message: 'the file is not a JPG or PNG picture', remedy: 'Attach a JPG or PNG file' });
		return refuse(misfitOfSize(file.size, limits.size, 'picture') ?? misfitOfPicture(facts, limits));
	}
	const facts = await videoFacts(file);
	if (type === 'sound') {
		if (!facts && !(await isRecording(file)))
			return refuse({ message: 'the file is not MP3, WAV, MP4 or MOV', remedy: 'Attach a recording of one of these types' });
		return refuse(facts && facts !== 'unknown' ? misfitOfVoice(facts.seconds) : undefined);
	}
	const limits = videoLimitsFor(job, dialect);
	if (!facts) return refuse({ message: 'the file is not an MP4 or MOV video', remedy: 'Attach an MP4 or MOV file' });
	const misfit = misfitOfSize(file.size, limits.size, 'video');
	if (facts === 'unknown') return refuse(misfit);
	return { ...refuse(misfit ?? misfitOfVideo(facts, limits)), sourceSeconds: facts.seconds };
}

function problem(field: string, { message, remedy }: Misfit, severity: Problem['severity'] = 'error'): Problem {
	return { rule: '§3', severity, field, message: `${field}: ${message}`, remedy };
}

function missing(context: IExecuteFunctions, itemIndex: number, field: string, property: string): Problem {
	const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	const remedy = names.length
		? `Its binary fields are: ${names.join(', ')}`
		: 'Read the file first, for example with HTTP Request or Read/Write Files';
	return problem(field, { message: `the item has no binary field “${property}”`, remedy });
}

/** Kling takes videos and sound, and Model Studio takes everything, by address only. */
const needsLink = ({ type }: MediaRow, { dialect }: Service) => type !== 'picture' || dialect.id === 'modelStudio';

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
