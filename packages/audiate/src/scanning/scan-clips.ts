import { type EngineOptions, layerInfo } from '@audiate/core';
import { clipsFrom, type ScanResult, scan } from '@audiate/dataset';
import type { ModelAdapter } from '@audiate/protocol';
import type { Output } from '../output/claim-output.js';
import type { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

/** What is heard, and where the index goes. */
export interface Scanning {
  readonly model: ModelAdapter;
  readonly layers: readonly string[];
  readonly clips: readonly string[];
  readonly out: string;
  readonly engine: EngineOptions;
  readonly settings: { readonly topK?: number; readonly window?: number; readonly batch?: number };
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly output: Output;
  /** How many clips there are. */
  readonly total: number;
}

/** The files that a scan may write. */
export const SCAN_FILES = ['index.parquet', 'unfinished.parquet'] as const;

/** Hears all clips for an index of what drives the units of some layers; goes on with what an earlier run heard. */
export async function scanClips(scanning: Scanning): Promise<ScanResult> {
  const { model, layers, clips, out, engine, settings, terminal, progress, output, total } = scanning;
  for (const layer of layers) layerInfo(model, layer);
  const { signal } = terminal;
  if (output.replaces) {
    // What a scan would refuse is told before another work gives way: of a clip of silence.
    const silence = { samples: new Float32Array(model.sampleRate), sampleRate: model.sampleRate };
    await scan(model, [{ file: 'silence', sound: silence }], { ...engine, ...settings, layers });
  }
  await output.clear();
  const found = await scan(model, clipsFrom(clips, { signal }), {
    ...engine,
    ...settings,
    layers,
    out,
    signal,
    total,
    async onProgress({ clips: heard, seconds }) {
      await output.begin();
      progress.show(heard, total, `${Math.round(seconds)} s heard`);
    },
    onSkip: ({ file, why }) => terminal.error(`${file} was not heard: ${why}`),
  });
  progress.stop();
  return found;
}
