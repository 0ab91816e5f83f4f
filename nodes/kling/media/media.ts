import type { IExecuteFunctions } from 'n8n-workflow';
import type { DialectApi } from '../dialects/dialect';
import { isPrivateAddress } from '../hosts';
import type { Job } from '../job';
import type { Media } from '../jobParts';
import { mediaOf, replaceMedia, videoLimitsFor } from '../attached';
import type { Problem } from '../rules/problem';
import type { Service } from '../service';
import { defined } from '../values';
import { headLength, type MediaFacts, type MediaFile } from './facts';
import { addressFile, AddressProblem, binaryDigest, binaryField, binaryFile } from './files';
import { kindOf } from './kinds';
import { misfitOfKind, misfitOfPicture, misfitOfSize, misfitOfSound, misfitOfVideo, type MediaRow, type Misfit } from './limits';
import { movieFacts } from './movie';
import { pictureFacts } from './picture';
import { soundFacts } from './sound';
import { upload } from './upload';

/** The pictures and videos that a job is given: checked before anything is paid, read right before a create. */

interface MediaFindings {
	problems: Problem[];
	/** Names for the contents of binary fields. */
	digests: string[];
	/** What could be told of them. */
	facts: MediaFacts;
}

const nothing: MediaFindings = { problems: [], digests: [], facts: {} };

export interface MediaChecks {
	/** Whether to look into files and addresses; otherwise only that binary fields exist. */
	look: boolean;
	/** Whether files go into the vendor's temporary storage where they would leave as a link. */
	upload: boolean;
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
	return {
		problems: found.flatMap(({ problems }) => problems),
		digests: found.flatMap(({ digests }) => digests),
		// of several of one type, the first counts
		facts: found.reduceRight((all, { facts }) => ({ ...all, ...facts }), {}),
	};
}

async function checkRow(
	context: IExecuteFunctions,
	itemIndex: number,
	job: Job,
	service: Service,
	row: MediaRow,
	{ look, upload: isUploaded }: MediaChecks,
): Promise<MediaFindings> {
	const { field, media } = row;
	if ('base64' in media) return nothing;
	if ('url' in media) return look ? await lookAtAddress(context, job, service, row, media.url) : nothing;

	const binary = binaryField(context, itemIndex, media.binaryProperty);
	if (!binary) return { problems: [missing(context, itemIndex, field, media.binaryProperty)], digests: [], facts: {} };
	const unreachable =
		needsLink(row, service) && !(isUploaded && service.dialect.uploadForm)
			? whyNoLink(context, itemIndex, media.binaryProperty, service)
			: undefined;
	if (unreachable) return { problems: [problem(field, unreachable)], digests: [], facts: {} };
	const findings = look ? await lookAt(job, service.dialect, row, await binaryFile(context, binary)) : nothing;
	return { ...findings, digests: [await binaryDigest(context, binary)] };
}

async function lookAtAddress(context: IExecuteFunctions, job: Job, service: Service, row: MediaRow, url: string): Promise<MediaFindings> {
	// a job may have been written by a stranger, who is not to look around in this network; the rules have a word on such addresses
	const mayVisit = (target: string) => service.isLocal || !isPrivateAddress(target);
	if (service.isPractice || !mayVisit(url)) return nothing;
	const found = await addressFile(context, url, mayVisit)
		.then(async (file) => await lookAt(job, service.dialect, row, file))
		.catch((error: unknown) => {
			if (!(error instanceof AddressProblem)) throw error;
			const { message, remedy, isCertain } = error;
			return { problems: [problem(row.field, { message: `the address ${message}`, remedy, isPossible: !isCertain })], facts: {} };
		});
	return { ...found, digests: [] };
}

/** What a file's own bytes say against it. */
export async function lookAt(
	job: Job,
	dialect: DialectApi,
	row: Omit<MediaRow, 'media'>,
	file: MediaFile,
): Promise<Omit<MediaFindings, 'digests'>> {
	const { field, type } = row;
	const findings = (misfit?: Misfit, facts: MediaFacts = {}) => ({ problems: misfit ? [problem(field, misfit)] : [], facts });
	const head = await file.read(0, headLength);
	const kind = kindOf(head);
	const misfit = misfitOfKind(kind, row, head.length === 0);
	if (misfit || kind === undefined) return findings(misfit);
	if (type === 'picture') {
		const { pictures: limits, vendor } = dialect;
		const picture = await pictureFacts(file, kind as 'jpg' | 'png');
		const tooLarge = misfitOfSize(file.size, limits.size, 'picture');
		return findings(tooLarge ?? (picture && misfitOfPicture(picture, limits, vendor)), defined({ picture }));
	}
	if (type === 'sound') {
		const facts = await soundFacts(file, kind);
		const tooLarge = row.sound && misfitOfSize(file.size, row.sound.size, 'recording');
		return findings(tooLarge ?? misfitOfSound(facts, row.sound), defined({ soundSeconds: facts.seconds }));
	}
	const limits = videoLimitsFor(job, row, dialect.videos);
	const facts = await movieFacts(file);
	return findings(misfitOfSize(file.size, limits.size, 'video') ?? misfitOfVideo(facts, limits), defined({ videoSeconds: facts.seconds }));
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

/** Videos and most sounds are taken by address only, and on some dialects everything is. */
const needsLink = ({ type, isInline }: MediaRow, { dialect }: Service) => (type !== 'picture' && !isInline) || !dialect.takesPictures;

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
 * @param timeLimit how long a link works, ms
 * @param temporaryUpload whether the vendor is given the file instead, where it has a place for it (R98–R100)
 * @throws Unfit, ServiceRefusal if it could not be put there
 */
export async function loadMedia(
	context: IExecuteFunctions,
	itemIndex: number,
	job: Job,
	service: Service,
	{ timeLimit, temporaryUpload }: { timeLimit: number; temporaryUpload: boolean },
): Promise<Job> {
	const stored = async (uploadForm: NonNullable<DialectApi['uploadForm']>, property: string) => {
		const { client, baseUrl, files, isPractice } = service;
		if (isPractice) return 'oss://practice/file';
		const binary = context.helpers.assertBinaryData(itemIndex, property);
		return await files(async () => await upload(context, binary, async () => await uploadForm(client, job, baseUrl)));
	};
	const loaded = await Promise.all(
		mediaOf(job).map(async (row): Promise<Media> => {
			const { media } = row;
			if (!('binaryProperty' in media)) return media;
			if (needsLink(row, service)) {
				const { uploadForm } = temporaryUpload ? service.dialect : {};
				return {
					url: uploadForm
						? await stored(uploadForm, media.binaryProperty)
						: signedLink(context, itemIndex, media.binaryProperty, timeLimit / 1000),
				};
			}
			return { base64: (await context.helpers.getBinaryDataBuffer(itemIndex, media.binaryProperty)).toString('base64') };
		}),
	);
	return replaceMedia(job, loaded);
}
