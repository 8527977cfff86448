import { activations, type ModelAdapter, render, transforms } from '@audiate/core';

/** Whether a unit is on or off in the sound that a render starts from. */
export type State = 'on' | 'off';

/** One layer of a model, and the unit of it that objectives are about. */
export interface Cell {
  readonly layer: string;
  readonly state: State;
  readonly channel: number;
  /** Where it is in that state. */
  readonly frame: number;
  /** Another unit of the layer. */
  readonly other: number;
  readonly channels: number;
  /** What the layer answers to another sound, for objectives with a target. */
  readonly target: { readonly data: Float32Array; readonly shape: readonly number[] };
}

/**
 * Three steps of two items by the loop's own param and optimizer; frames enough for a window. The noise is too faint to
 * turn a unit on or off, as a shift or another speed may.
 */
export const START = {
  samples: 1360,
  batch: 2,
  steps: 3,
  seed: 3,
  transforms: transforms.noise({ snrDb: 40 }),
} as const;

/** Finds a unit of each state in each layer. */
export async function cellsOf(model: ModelAdapter, layers: readonly string[]): Promise<Cell[]> {
  const { snapshots } = await render(model, `${layers[0]}:0`, {
    ...START,
    steps: 1,
    snapshots: [0],
    engine: 'cpu',
  });
  const given = layers.map((layer) => model.layers[layer]!.preactivation?.layer ?? layer);
  const clip = Float32Array.from({ length: START.samples }, (_, i) => 0.3 * Math.sin(i * 0.2 + i * i * 1e-4));
  const before = await activations(model, snapshots[0]!.audio, given, { engine: 'cpu' });
  const heard = await activations(model, clip, layers, { engine: 'cpu' });
  return layers.flatMap((layer, i) =>
    (['on', 'off'] as const).map((state): Cell => {
      const { channels, preactivation } = model.layers[layer]!;
      // Off, and not so far that GELU's slope is only what 1 + erf leaves of it in float32.
      const wanted = state === 'on' ? 1 : preactivation ? -1.5 : -1;
      const { frame, channel } = nearest(before[given[i]!]!, wanted);
      return { layer, state, channel, frame, other: (channel + 1) % channels, channels, target: heard[layer]! };
    }),
  );
}

/** The frame and channel in the first item, in the middle half of its frames, whose value is nearest to a wanted one. */
function nearest({ data, shape: [, frames, channels] }: ActivationsOf, wanted: number) {
  const from = Math.floor(frames / 4) * channels;
  const numbers = data.subarray(from, from + Math.ceil(frames / 2) * channels);
  const apart = numbers.map((value) => Math.abs(value - wanted));
  const at = from + apart.indexOf(Math.min(...apart));
  return { frame: Math.floor(at / channels), channel: at % channels };
}

type ActivationsOf = Awaited<ReturnType<typeof activations>>[string];
