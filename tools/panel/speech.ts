import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activations, type EngineName, type ModelAdapter, objectives } from '@audiate/core';
import { decodeWav } from '@audiate/media';

const FOLDER = join(import.meta.dirname, '../../fixtures/speech');

/** The recorded clips of the repository, `[samples]` each. */
export function recordedSpeech(): Float32Array[] {
  return readdirSync(FOLDER).flatMap((set) =>
    readdirSync(join(FOLDER, set))
      .filter((file) => file.endsWith('.wav'))
      .sort()
      .map((file) => decodeWav(readFileSync(join(FOLDER, set, file))).channels[0]!),
  );
}

/** What `neuron` of a unit scores in every frame of some clips, pooled as it is by default; ascending. */
export type Readings = (layer: string, channel: number) => Float32Array;

/** Runs the model on clips once for each layer asked for. */
export async function readUnits(
  model: ModelAdapter,
  clips: readonly Float32Array[],
  { layers, engine }: { readonly layers: readonly string[]; readonly engine: EngineName },
): Promise<Readings> {
  const answers: Awaited<ReturnType<typeof activations>>[] = [];
  for (const clip of clips) answers.push(await activations(model, clip, layers, { engine }));
  return (layer, channel) => {
    const reach = objectives.poolReach(undefined, layer, model);
    const values = answers.flatMap((answer) => {
      const { data, shape } = answer[layer]!;
      const trace = Array.from({ length: shape[1] }, (_, frame) => data[frame * shape[2] + channel]!);
      return trace.map((_, frame) => mean(trace.slice(Math.max(0, frame - reach), frame + reach + 1)));
    });
    return Float32Array.from(values).sort();
  };
}

/** The value below which a share `fraction` of ascending values lies. */
export function percentile(ascending: Float32Array, fraction: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(fraction * ascending.length))]!;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
