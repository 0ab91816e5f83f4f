/**
 * `tsx scripts/practiceFiles.ts`: makes the files that practice runs give out, with ffmpeg, and writes them as text into
 * `nodes/kling/practice/files.ts`. Only needed to change them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const target = join(__dirname, '../nodes/kling/practice/files.ts');
const shapes = { '16x9': '160x90', '9x16': '90x160', '1x1': '120x120' };

const word =
	'drawtext=text=PRACTICE:fontcolor=white:fontsize=16:x=(w-text_w)/2:y=(h-text_h)/2,drawbox=x=0:y=h-6:w=iw:h=6:color=orange:t=fill';
const picture = (size: string) => ['-f', 'lavfi', '-i', `color=c=0x1f2937:s=${size}:r=1:d=5`, '-vf', word];
const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'];
const still = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', '40', '-tune', 'stillimage', '-pix_fmt', 'yuv420p'];
// without the encoder's note about itself
const bare = ['-bsf:v', 'filter_units=remove_types=6', '-movflags', '+faststart'];

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'practice-'));
	const made = async (name: string, options: string[]) => {
		const file = join(folder, name);
		execFileSync('ffmpeg', ['-v', 'error', ...options, ...plain, file]);
		return (await readFile(file)).toString('base64');
	};
	const each = async (make: (shape: string, size: string) => Promise<string>) =>
		Object.fromEntries(await Promise.all(Object.entries(shapes).map(async ([shape, size]) => [shape, await make(shape, size)] as const)));
	try {
		const video = await each(async (shape, size) => await made(`${shape}.mp4`, [...picture(size), ...still, ...bare]));
		const image = await each(
			async (shape, size) => await made(`${shape}.png`, [...picture(size), '-frames:v', '1', '-pix_fmt', 'gray', '-pred', 'mixed']),
		);
		const sine = (seconds: number) => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}:sample_rate=8000`];
		const mp3 = await made('tone.mp3', [...sine(1), '-b:a', '8k', '-write_xing', '0']);
		const wav = await made('tone.wav', [...sine(0.2), '-c:a', 'pcm_u8']);
		const source = `/** Made by scripts/practiceFiles.ts: files of a few kilobytes, as base64. */\n
/** Five seconds each. */\nexport const clips = ${JSON.stringify(video)} as const;\n
export const pictures = ${JSON.stringify(image)} as const;\n
/** A short tone. */\nexport const tones = ${JSON.stringify({ mp3, wav })} as const;\n`;
		await writeFile(target, await format(source, { ...(await resolveConfig(target)), filepath: target }));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

void main();
