import { join } from 'node:path';
import { type RenderResult, resultCard } from '@audiate/core';
import { encodeWav, unclippedGain } from '@audiate/media';
import type { SoundCard } from '@audiate/media/element';

/** What a figure's script may export: a result, with more facts than its own, or a sound that was not rendered. */
interface Script {
  readonly result?: RenderResult;
  readonly card?: NonNullable<SoundCard['facts']>;
  readonly sound?: SoundCard;
}

/** The figures of the site, in the order of the article, by their scripts. */
export const FIGURES = [
  'phone',
  'early-neuron',
  'later-neuron',
  'as-in-2021',
  'in-speech',
  'channel-texture',
  'diverse',
  'word',
  'inversion',
  'metamer',
  'probe',
  'feature',
] as const;

/** Files that a figure's script leads to, by name: WAV files of 16 bits, and the card of each as JSON. */
export async function filesOf(figure: string): Promise<Map<string, Uint8Array | string>> {
  const script: Script = await import(join(import.meta.dirname, `${figure}.ts`));
  const cards = cardsOf(script);
  const files = new Map<string, Uint8Array | string>();
  for (const [i, { audio, sampleRate, ...card }] of cards.entries()) {
    const name = cards.length > 1 ? `${figure}-${i + 1}` : figure;
    files.set(`${name}.wav`, encodeWav(audio, { sampleRate, format: 'int16', gain: unclippedGain(audio) }));
    files.set(`${name}.json`, `${JSON.stringify(card, null, 1)}\n`);
  }
  return files;
}

function cardsOf({ result, card = [], sound }: Script): SoundCard[] {
  if (!result) return [sound!];
  return result.audio.map((_, item) => {
    const { subtitle, facts, curve, ...own } = resultCard(result, item);
    return { ...own, facts: [...facts, ...card], curve: curve.map(rounded) };
  });
}

const rounded = ({ step, score }: { readonly step: number; readonly score: number }) => ({
  step,
  score: Number(score.toPrecision(5)),
});
