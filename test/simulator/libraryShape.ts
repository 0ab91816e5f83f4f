import type { Element, Library, Voice } from './library';
import type { Links } from './links';

/** An element as the classic API shows it: the id is a number there (contract §13, R30). */
export function classicElement(element: Element, library: Library, links: Links) {
	const [frontal = '', ...others] = picturesOf(element, links);
	const isVideo = element.kind === 'video_character';
	return {
		element_id: BigInt(element.id),
		element_name: element.name,
		element_description: element.description,
		reference_type: isVideo ? 'video_refer' : 'image_refer',
		element_image_list: isVideo ? {} : { frontal_image: frontal, refer_images: others.map((url) => ({ image_url: url })) },
		element_video_list: isVideo ? { refer_videos: [{ video_url: videoOf(element, links) }] } : {},
		element_voice_info: element.voiceId ? classicVoice(library.voice(element.voiceId), links) : {},
		tag_list: element.tags.map((tag) => ({ tag_id: tag })),
		owned_by: element.ownedBy,
		status: element.deleted ? 'deleted' : 'succeed',
	};
}

export function classicVoice({ id, name, ownedBy }: Voice, links: Links) {
	return { voice_id: id, voice_name: name, trial_url: links.media('voice.mp3'), owned_by: ownedBy };
}

/** An element as an output of the current API (contract §6). */
export function currentElement(element: Element, library: Library, links: Links) {
	const [frontal, ...others] = element.kind === 'multi_image' ? picturesOf(element, links) : [];
	const voice = element.voiceId ? library.voice(element.voiceId) : undefined;
	return {
		type: 'element',
		id: element.id,
		name: element.name,
		description: element.description,
		element_type: element.kind === 'multi_image' ? 'multi_image_elements' : 'video_character_elements',
		owned_by: element.ownedBy,
		status: element.deleted ? 'deleted' : 'succeeded',
		tags: element.tags.map((tag) => ({ id: Number(tag.slice(2)), name: tag, description: '' })),
		references: [
			...(frontal ? [{ type: 'image', role: 'frontal', url: frontal }] : []),
			...others.map((url) => ({ type: 'image', role: 'reference', url })),
			...(element.kind === 'video_character' ? [{ type: 'video', role: 'refer', url: videoOf(element, links) }] : []),
			...(voice
				? [{ type: 'voice', role: 'refer', url: links.media('voice.mp3'), id: voice.id, name: voice.name, owned_by: voice.ownedBy }]
				: []),
		],
	};
}

export function currentVoice({ id, name, ownedBy, deleted }: Voice, links: Links) {
	return { type: 'voice', id, name, url: links.media('voice.mp3'), owned_by: ownedBy, status: deleted ? 'deleted' : 'succeeded' };
}

/** A picture that came as base64 is shown as a file of the service, as are those of the gallery. */
function picturesOf({ pictures }: Element, links: Links): string[] {
	const own = links.media('portrait.png');
	return pictures.length ? pictures.map((picture) => (/^https?:/.test(picture) ? picture : own)) : [own, own];
}

function videoOf({ video }: Element, links: Links): string {
	return video ?? links.media('person.mp4');
}
