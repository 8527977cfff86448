import type { Lane } from '@audiate/media';
import type { Evaluated } from './evaluated.js';
import type { Rendered } from './rendered.js';

/** What can be downloaded of a sound. */
export type WrittenKind = 'wav' | 'loop' | 'recipe' | 'page' | 'textgrid';

/** What is to be written. */
export interface WriteAsk {
  readonly kind: WrittenKind;
  readonly rendered: Rendered;
  readonly lanes: readonly Lane[];
  /** The sound's reliability card, where one was made: the page holds its figures. */
  readonly card?: Evaluated;
}

/** A file. */
export interface Written {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
