import { encodeWav, seamlessLoop, textGrid, unclippedGain } from '@audiate/media';
import type { WriteAsk, Written, WrittenKind } from '../protocol/written.js';
import { fileName } from './file-name.js';
import { pageOf } from './page-of.js';

type Piece = { readonly ending: string; readonly type: string; readonly content: string | Uint8Array<ArrayBuffer> };

const KINDS: Readonly<Record<WrittenKind, (ask: WriteAsk) => Piece>> = {
  wav: ({ rendered: { audio, sampleRate } }) => ({
    ending: 'wav',
    type: 'audio/wav',
    content: encodeWav(audio, { sampleRate, gain: unclippedGain(audio) }),
  }),
  loop: ({ rendered: { audio, sampleRate } }) => {
    const loop = seamlessLoop(audio, { sampleRate });
    return {
      ending: 'loop.wav',
      type: 'audio/wav',
      content: encodeWav(loop, {
        sampleRate,
        gain: unclippedGain(loop),
        marks: { loop: { start: 0, end: loop.length } },
      }),
    };
  },
  recipe: ({ rendered: { recipe } }) => ({
    ending: 'recipe.json',
    type: 'application/json',
    content: `${JSON.stringify(recipe, null, 2)}\n`,
  }),
  page: (ask) => ({ ending: 'html', type: 'text/html', content: pageOf(ask) }),
  textgrid: ({ rendered: { audio, sampleRate }, lanes }) => ({
    ending: 'TextGrid',
    type: 'text/plain',
    content: textGrid(lanes, audio.length / sampleRate),
  }),
};

/** Writes a sound as a file. */
export function write(ask: WriteAsk): Written {
  const { ending, type, content } = KINDS[ask.kind](ask);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name: `${fileName(ask.rendered.form)}.${ending}`, type, bytes };
}
