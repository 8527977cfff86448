import type { TopLevel } from '../files/top-level.js';

/** Where a model comes from. */
export type ModelSource =
  | { readonly kind: 'embedded'; readonly name: 'tiny' | 'tinyB' }
  | { readonly kind: 'hub'; readonly id: string }
  /** The one that `audiate studio MODEL` names. */
  | { readonly kind: 'named' }
  | (TopLevel & { readonly kind: 'files'; readonly sampleRate: number });

/** One layer, as the page shows it. */
export interface LayerFacts {
  readonly name: string;
  readonly channels: number;
  /** What the channels are called, where they have names. */
  readonly vocabulary?: readonly string[];
  /** Milliseconds from frame to frame; none for a layer of one frame. */
  readonly hopMs?: number;
  /** Milliseconds that one frame sees of the sound by convolutions. */
  readonly seesMs?: number;
  /** Whether it depends on the rest of the sound, too. */
  readonly global: boolean;
}

/** What opens a model in a program. */
export type Loader = 'embedded' | 'loadWav2Vec2' | 'loadWhisper' | 'loadAst' | 'loadOnnx' | 'loadTfjs';

/** A dictionary whose features are units of a model. */
export interface DictionaryFacts {
  /** What the page calls the model without it. */
  readonly of: string;
  /** And the dictionary: an id, or `file:` before the last name of what lies elsewhere. */
  readonly source: string;
  /** The layer that it reads. */
  readonly layer: string;
}

/** An opened model. */
export interface ModelFacts {
  readonly name: string;
  readonly loader: Loader;
  readonly dictionary?: DictionaryFacts;
  readonly sampleRate: number;
  readonly minSamples: number;
  /** From the sound to the answer. */
  readonly layers: readonly LayerFacts[];
  /** Tokens or classes that can be climbed by name; none for a model without. */
  readonly tokens: readonly string[];
  /** Whether it can be asked for a text. */
  readonly hearsText: boolean;
}

/** How far a download is. */
export interface Loading {
  readonly file: string;
  readonly bytes: number;
  readonly total?: number;
}
