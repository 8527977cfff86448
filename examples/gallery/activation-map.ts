// Nothing new to hear: "ten of clubs" itself, and a picture of when each layer hears which few things in it.
import { activations } from '@audiate/core';
import { decodeTokens, type Spelling } from '@audiate/models-wav2vec2';
import { bestRankExplained } from './best-rank.ts';
import type { Heard } from './hear.ts';
import { mapPicture, type Strip } from './map-picture.ts';
import { explained, type Matrix, nmf } from './nmf.ts';
import type { Piece } from './piece.ts';

const LAYERS = ['conv.6', 'encoder.0.ffn', 'encoder.1.ffn', 'encoder.2.ffn', 'encoder.3.ffn'] as const;
const GROUPS = 3;

export const activationMap: Piece = {
  title: 'Activation map',
  hear: 'The clip ("ten of clubs") as it is. The picture: when each layer hears which three groups of its units.',
  async make({ model, engine, clip }) {
    const heard = await activations(model, clip, [...LAYERS, 'logits'], { engine });
    const strips: Strip[] = [];
    const shares: { found: number; best: number }[] = [];
    for (const layer of LAYERS) {
      const { data, shape } = heard[layer];
      const on: Matrix = { data: Float64Array.from(data, (x) => Math.max(x, 0)), rows: shape[1], columns: shape[2] };
      const parts = nmf(on, GROUPS);
      shares.push({ found: explained(on, parts), best: bestRankExplained(on, GROUPS) });
      strips.push({ layer, groups: groupsInOrder(parts) });
    }
    const tokens = tokensOf(heard.logits, model);
    const told = shares.map(({ found }) => `${(100 * found).toFixed(0)} %`).join(', ');
    const title = `${LAYERS.length} layers of ${model.name} over time, ${GROUPS} groups each`;
    return {
      sounds: [{ name: 'activation-map', audio: clip }],
      pictures: { 'activation-map-layers': mapPicture(strips, tokens, title) },
      figures: [
        { what: `energy that ${GROUPS} groups tell, ${LAYERS[0]} to ${LAYERS[LAYERS.length - 1]}`, value: told },
        {
          what: 'the least of these ÷ what any matrix of that rank can tell',
          value: Math.min(...shares.map(({ found, best }) => found / best)),
          target: { is: '≥', value: 0.95 },
        },
      ],
    };
  },
};

/** When each group is on, 1 at its strongest; the group whose weight lies earliest comes first. */
function groupsInOrder({ w }: { readonly w: Matrix }): number[][] {
  const groups = Array.from({ length: w.columns }, (_, group) => {
    const frames = Array.from({ length: w.rows }, (_, frame) => w.data[frame * w.columns + group]!);
    const most = Math.max(...frames, Number.MIN_VALUE);
    return frames.map((value) => value / most);
  });
  const centre = (frames: readonly number[]) =>
    frames.reduce((sum, value, i) => sum + i * value, 0) / frames.reduce((sum, value) => sum + value, 0);
  return groups.sort((a, b) => centre(a) - centre(b));
}

/** The token that begins at each frame, if one does. */
function tokensOf(logits: Heard, model: Spelling): (string | undefined)[] {
  const tokens = new Array<string | undefined>(logits.shape[1]).fill(undefined);
  for (const { token, firstFrame } of decodeTokens(logits, model)[0]!) tokens[firstFrame] = token;
  return tokens;
}
