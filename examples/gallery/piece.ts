import type { EngineName, ModelAdapter } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';

/** What a piece works with: the model, what runs it, and two recorded clips of one length, `[samples]` at its rate. */
export interface Kit {
  readonly model: ModelAdapter<Wav2Vec2Layer>;
  readonly engine: EngineName | 'auto';
  readonly clip: Float32Array;
  readonly other: Float32Array;
}

/** A number, or a text, that says whether a piece did what it says; without a target it is told for comparison. */
export interface Figure {
  readonly what: string;
  readonly value: number | string;
  readonly target?: { readonly is: '≥' | '<' | '='; readonly value: number | string };
}

/** A sound, by a name for its files. */
export interface Sound {
  readonly name: string;
  readonly audio: Float32Array;
  /** In Hz; that of the kit's model unless given. */
  readonly sampleRate?: number;
}

/** What a piece makes: sounds, figures, and pictures of its own as SVG by name. */
export interface Made {
  readonly sounds: readonly Sound[];
  readonly figures: readonly Figure[];
  readonly pictures?: Readonly<Record<string, string>>;
}

/** One piece: what to hear, and how it is made. */
export interface Piece {
  readonly title: string;
  readonly hear: string;
  /** Why it can't be made here, where it needs what can't be had. */
  missing?(): Promise<string | undefined>;
  make(kit: Kit): Promise<Made>;
}

/** Whether a figure is where it should be; undefined for one that is only told. */
export function isMet({ value, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  if (target.is === '=') return value === target.value;
  return target.is === '≥' ? value >= target.value : value < target.value;
}
