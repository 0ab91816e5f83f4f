import { badParameter } from './refusal';

export interface Element {
  /** Beyond 2^53, hence as text. */
  id: string;
  kind: 'multi_image' | 'video_character';
  name: string;
  description: string;
  /** `kling` for the official gallery, otherwise the creator's number. */
  ownedBy: string;
}

export interface Voice {
  id: string;
  name: string;
  ownedBy: string;
}

/** The elements and voices of the account and of the official galleries. */
export class Library {
  readonly elements = new Map<string, Element>();
  readonly voices = new Map<string, Voice>();

  constructor() {
    for (let n = 1n; n <= 10n; n++) this.#addPreset(829836802793406550n + n, 'multi_image', `Gallery figure ${n}`);
    for (let n = 1n; n <= 5n; n++) this.#addPreset(829836802793407000n + n, 'video_character', `Gallery actor ${n}`);
    ['Nora', 'Emil', 'Ines', 'Tomo'].forEach((name, at) => {
      const id = String(850000000000000001n + BigInt(at));
      this.voices.set(id, { id, name, ownedBy: 'kling' });
    });
  }

  /** @throws Refusal when there is no such element: also the fate of an id that lost digits on its way (R30) */
  element(id: string): Element {
    return this.elements.get(id) ?? badParameter(`Element id not found: ${id}`);
  }

  voice(id: string): Voice {
    return this.voices.get(id) ?? badParameter(`Voice id not found: ${id}`);
  }

  #addPreset(id: bigint, kind: Element['kind'], name: string): void {
    this.elements.set(String(id), { id: String(id), kind, name, description: `${name} of the official gallery`, ownedBy: 'kling' });
  }
}
