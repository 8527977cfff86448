import { type EngineName, objectives, render } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { serveRuntimes } from '../../../tools/browser/page/serve-runtimes.js';
import { watchThread } from './watch-thread.js';

serveRuntimes();

/** What a page is to render. */
export interface Asked {
  /** Of the files of its model. */
  readonly name: string;
  readonly layer: number;
  readonly batch: number;
  readonly seconds: number;
  readonly steps: number;
  readonly engine: EngineName | 'auto';
}

/** What the page saw of it, in ms. */
export interface Seen {
  readonly engine: string;
  /** From the page's opening to the first step's end. */
  readonly first: number;
  /** Of each later step. */
  readonly steps: readonly number[];
  /** Longest task of the page's thread, and longest time between two frames: until the first step's end, and after it. */
  readonly opening: { readonly task: number; readonly frame: number };
  readonly rendering: { readonly task: number; readonly frame: number };
}

async function measure({ name, layer, batch, seconds, steps, engine }: Asked): Promise<Seen> {
  const thread = watchThread();
  const json = async (file: string) => (await fetch(`/${name}/${file}`)).json();
  const weights = new Uint8Array(await (await fetch(`/${name}/model.safetensors`)).arrayBuffer());
  const model = await loadWav2Vec2({
    config: await json('config.json'),
    preprocessor: await json('preprocessor_config.json'),
    weights,
  });
  const ends: number[] = [];
  const result = await render(model, objectives.neuron(`encoder.${layer - 1}` as never, 5), {
    steps,
    seconds,
    batch,
    seed: 1,
    every: steps,
    engine,
    onStep() {
      ends.push(performance.now());
    },
  });
  const [first] = ends as [number];
  // The last step brings the look at the end.
  const later = ends.slice(1, -1);
  return {
    engine: `${result.engine.name}: ${result.engine.detail}`,
    first,
    steps: later.map((end, i) => end - ends[i]!),
    opening: await thread.longest(0, first),
    rendering: await thread.longest(first, later.at(-1)!),
  };
}

// What the bench calls in the page.
Object.assign(globalThis, { measure });
