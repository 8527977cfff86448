import { activations, type EngineChoice, frameCenter, type ModelAdapter, type Sound } from '@audiate/core';
import { decodeCtc, tokenizerOf } from '@audiate/protocol';

/** A token that a judge spells, and when, in seconds. */
export interface SaidToken {
  readonly token: string;
  readonly from: number;
  readonly to: number;
}

/** The greedy CTC decode of sounds by a judge that spells; special tokens but the word delimiter left out. */
export async function saidBy(
  judge: ModelAdapter,
  sounds: readonly Sound[],
  engine?: EngineChoice,
): Promise<SaidToken[][]> {
  const { blank, special } = tokenizerOf(judge);
  const info = judge.layers.logits!;
  const { logits } = await activations(judge, sounds, ['logits'], engine ? { engine } : {});
  const [, frames, channels] = logits!.shape;
  const seconds = (frame: number) => frameCenter(info, frame) / judge.sampleRate;
  return sounds.map((_, item) =>
    decodeCtc(logits!.data.subarray(item * frames * channels, (item + 1) * frames * channels), judge.vocabulary!, blank)
      .filter(({ token }) => !special.includes(token))
      .map(({ token, firstFrame, lastFrame }) => ({ token, from: seconds(firstFrame), to: seconds(lastFrame) })),
  );
}

/** Whether a model spells: it has a vocabulary for its layer `logits`. */
export const spells = ({ vocabulary, layers }: Pick<ModelAdapter, 'vocabulary' | 'layers'>): boolean =>
  vocabulary !== undefined && layers.logits !== undefined;
