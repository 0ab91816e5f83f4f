import type { INodeParameters } from 'n8n-workflow';
import { imageToVideo, textToVideo, useKling } from './kling';

/** A line in a language that the model does not speak is a hint (contract §22), and never a refusal. */

const kling = useKling();

/** The hints on each of some prompts. */
async function hintsOn(prompts: string[], parameters: INodeParameters = {}): Promise<string[][]> {
	const { items, error } = await kling.run(
		{ ...textToVideo({ prompt: '={{ $json.prompt }}', sound: true, options: { dryRun: true } }), ...parameters },
		{ items: prompts.map((prompt) => ({ json: { prompt } })) },
	);
	expect(error).toBeUndefined();
	return items.map(({ json }) => (json.hints ?? []) as string[]);
}

const says = (line: string) => `The barista looks up and says: "${line}"`;
const model = (value: string) => ({ model: { __rl: true, mode: 'list', value } });
const kling26 = model('kling-v2-6');

const spoken = {
	English: 'good morning, your coffee is ready',
	Chinese: '早上好，您的咖啡好了。',
	Japanese: 'おはようございます、お客様',
	Korean: '안녕하세요, 커피 나왔습니다',
	Spanish: 'buenos días, el café está listo para usted',
};
const foreign = {
	German: 'guten Morgen, der Kaffee ist fertig',
	French: 'bonjour, je vous apporte le café',
	Portuguese: 'bom dia, você quer um café com leite?',
	Italian: 'buongiorno, questo è il caffè per Lei',
	Polish: 'dzień dobry, kawa już jest',
	Turkish: 'günaydın, kahve çok güzel değil mi',
	Vietnamese: 'xin chào, cà phê của bạn đây',
	'Russian or another language in Cyrillic letters': 'Доброе утро, кофе готов',
	Arabic: 'صباح الخير، القهوة جاهزة',
	Hindi: 'सुप्रभात, आपकी कॉफ़ी तैयार है',
	Greek: 'καλημέρα, ο καφές είναι έτοιμος',
	Thai: 'สวัสดีตอนเช้า กาแฟพร้อมแล้ว',
	Hebrew: 'בוקר טוב, הקפה מוכן',
};

test.each(['kling-v3', 'kling-v3-omni'])('%s speaks five languages; a line in another is named', async (id) => {
	expect(await hintsOn(Object.values(spoken).map(says), model(id))).toEqual([[], [], [], [], []]);
	const found = await hintsOn(Object.values(foreign).map(says), model(id));
	Object.keys(foreign).forEach((language, index) => {
		expect(found[index]).toEqual([
			expect.stringMatching(
				new RegExp(`^Prompt has the line “.*” in ${language}, which Kling 3\\.0( Omni)? may speak wrongly, or in English\\.`),
			),
		]);
		expect(found[index]![0]).toContain('Write the line in Chinese, English, Japanese, Korean or Spanish');
	});
});

test('Kling 2.6 speaks two, and says others in English; who speaks it is named', async () => {
	const found = await hintsOn(Object.values(spoken).map(says), kling26);
	expect(found.slice(0, 2)).toEqual([[], []]);
	expect(found[3]).toEqual([
		'Prompt has the line “안녕하세요, 커피 나왔습니다” in Korean, which Kling 2.6 speaks in English translation. Choose Kling 3.0 Omni or Kling 3.0, or write the line in Chinese or English.',
	]);
	expect(found[4]!.join()).toContain('in Spanish');
});

test('only what is spoken counts: quoted, with Sound on, whatever the quotation marks', async () => {
	const line = foreign.German;
	const quoted = [`“${line}”`, `„${line}“`, `«${line}»`, `「${line}」`].map((text) => `She says ${text}`);
	for (const hints of await hintsOn(quoted)) expect(hints.join()).toContain('in German');
	expect(await hintsOn([line, `She greets in German: ${line}`])).toEqual([[], []]);
	expect(await hintsOn([says(line)], { sound: false })).toEqual([[]]);
});

test('what is not certain is not said', async () => {
	const lines = [
		'São Paulo',
		'crème brûlée',
		'Łódź',
		'ja',
		'ok, Señor',
		'mañana',
		'Привет means hello in their language',
		'2,50 €',
		'la la la',
		'Hey!',
	];
	expect(await hintsOn(lines.map(says))).toEqual(lines.map(() => []));
});

test('each shot of a storyboard is looked at', async () => {
	const shots = [says(spoken.English), says(foreign.French)].map((prompt) => ({ prompt, seconds: 3 }));
	const [hints] = await hintsOn([''], { shots: 'storyboard', storyboard: { shot: shots } });
	expect(hints).toEqual([expect.stringMatching(/^Storyboard, shot 2 has the line “bonjour.*” in French/)]);
});

test('a line in capitals may be spelled out; an acronym and a sign may not', async () => {
	const [shouted, ...others] = await hintsOn(['GET OUT OF HERE!', 'the USA and the UN', 'OPEN', 'NASA is here'].map(says));
	expect(shouted).toEqual([
		expect.stringMatching(/“GET OUT OF HERE!” in capitals, which are spoken letter by letter.*write it in lower case/),
	]);
	expect(others).toEqual([[], [], []]);
});

test('a model that is silent, or that nobody knows, has no word on it', async () => {
	const url = 'https://media.example.org/a.png';
	const frame = imageToVideo({ firstFrame: url, prompt: says(foreign.German) });
	const options = { dryRun: true, skipMediaChecks: true };
	for (const id of ['kling-v2-5-turbo', 'kling-v9']) {
		const { items, error } = await kling.run({ ...frame, ...model(id), options });
		expect(error).toBeUndefined();
		expect(items[0]?.json.hints).toBeUndefined();
	}
});
