/** Which language a text is in, where that can be said for certain: most by their script, a few by their commonest words. */

export type Language = string;

/** Scripts that one language, or one family of them, is written in. */
const scripts: Array<[Language, RegExp]> = [
	['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
	['Korean', /\p{Script=Hangul}/gu],
	['Chinese', /\p{Script=Han}/gu],
	['Russian or another language in Cyrillic letters', /\p{Script=Cyrillic}/gu],
	['Arabic', /\p{Script=Arabic}/gu],
	['Hebrew', /\p{Script=Hebrew}/gu],
	['Greek', /\p{Script=Greek}/gu],
	['Hindi', /\p{Script=Devanagari}/gu],
	['Bengali', /\p{Script=Bengali}/gu],
	['Tamil', /\p{Script=Tamil}/gu],
	['Telugu', /\p{Script=Telugu}/gu],
	['Thai', /\p{Script=Thai}/gu],
];

/** Words that are common in one language and are none in the others of this list. */
const words: Record<Language, Set<string>> = Object.fromEntries(
	Object.entries({
		English: 'the and is are was you your we they this that with for have not what it of my good hello now here today',
		Spanish: 'el los las y es está son que muy pero por hola buenos días gracias usted nosotros aquí esto una hoy ahora qué',
		German: 'der das und ist nicht ich wir ihr ein eine mit für auf auch heute guten danke bitte dem den sie es jetzt noch',
		French: 'le les des et est je nous vous une dans pour avec pas bonjour merci très aujourd c’est c’était qui ce ça mon votre',
		Portuguese: 'o os não você vocês uma com isso muito obrigado obrigada bom dia são meu minha nós hoje agora olá aqui em',
		Italian: 'il gli che è sono per questo questa molto grazie buongiorno ciao siamo oggi della nel anche perché più io noi',
		Dutch: 'het een niet ik wij jij zijn dit dat met voor goed goedemorgen dank vandaag maar ook van naar nu',
		Polish: 'nie jest się że to dzień dobry dziękuję jak ale dla tak już jestem dzisiaj bardzo proszę',
		Turkish: 'bir bu ve için çok ne değil merhaba teşekkürler günaydın bugün ben sen biz var yok ama daha',
		Indonesian: 'yang dan ini itu tidak saya kamu kami untuk dengan selamat pagi terima kasih hari adalah akan',
		Vietnamese: 'là và của không tôi bạn chúng này cho với được xin chào cảm ơn hôm nay rất một',
	}).map(([language, list]) => [language, new Set(list.split(' '))]),
);

/** Letters by which a word counts for a language, though the list does not have it. */
const letters: Record<Language, RegExp> = {
	Spanish: /[ñ¿¡]/,
	German: /ß/,
	Portuguese: /[ãõ]/,
	Polish: /[łżźśćęą]/,
	Turkish: /[ğış]/,
	Vietnamese: /[ơưđạảấầẩậắằặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửựỳỷỹ]/,
};

/** @returns `undefined` where it is not certain */
export function languageOf(text: string): Language | undefined {
	return languageOfScript(text) ?? languageOfWords(text);
}

function languageOfScript(text: string): Language | undefined {
	const all = text.match(/\p{L}/gu)?.length ?? 0;
	const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
	const found = scripts.find(([, pattern]) => count(pattern) > 0);
	if (!found) return undefined;
	const [language, pattern] = found;
	// Japanese is written with Chinese characters in between
	const share = language === 'Japanese' ? count(pattern) + count(/\p{Script=Han}/gu) : count(pattern);
	return share > all / 2 ? language : undefined;
}

/** Two different words of one language, and twice as many as of any other. */
function languageOfWords(text: string): Language | undefined {
	const spoken = [
		...new Set(
			text
				.toLowerCase()
				.replace(/['’]/g, '’')
				.match(/[¿¡]?[\p{L}’]+/gu) ?? [],
		),
	];
	const [first, second] = Object.entries(words)
		.map(([language, list]) => ({ language, hits: spoken.filter((word) => list.has(word) || letters[language]?.test(word)).length }))
		.sort((a, b) => b.hits - a.hits);
	return first && first.hits >= 2 && first.hits >= 2 * (second?.hits ?? 0) ? first.language : undefined;
}
