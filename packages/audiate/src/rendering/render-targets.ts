import { join } from 'node:path';
import { type EngineOptions, type ManyEnd, renderMany } from '@audiate/core';
import type { ModelAdapter, Objective } from '@audiate/protocol';
import { type RenderFlags, renderOptions } from '../flags/render-flags.js';
import type { Output } from '../output/claim-output.js';
import type { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Targets } from './ask.js';
import { checkRender } from './check-render.js';

/** What is rendered, and where it goes. */
export interface Rendering {
  readonly model: ModelAdapter;
  readonly objectives: Targets;
  /** What is asked of the sounds of a batch together; nothing unless given. */
  readonly together?: Objective | undefined;
  readonly flags: RenderFlags;
  readonly engine: EngineOptions;
  readonly folder: string;
  readonly output: Output;
  readonly terminal: Terminal;
  readonly progress: Progress;
  /** Of how many sweeps in a row it is which; the only one unless given. */
  readonly turn?: { readonly index: number; readonly of: number };
  /** What each line of JSON tells beside the sound; lines are texts unless given. */
  readonly json?: Readonly<Record<string, unknown>> | undefined;
  /** Told the name of each sound's files instead of a line. */
  readonly onFind?: (name: string) => void;
}

/** Renders targets into a folder, a line of the answer for each; goes on with what is there. */
export async function renderTargets(rendering: Rendering): Promise<ManyEnd> {
  const { model, objectives, together, flags, engine, folder, output, terminal, progress, json } = rendering;
  const { index, of: sweeps } = rendering.turn ?? { index: 0, of: 1 };
  const { steps } = flags;
  const settings = { ...renderOptions(flags), ...(together && { together }) };
  // What a render would refuse is told before another work gives way.
  if (output.replaces) await checkRender(model, objectives, { engine, settings });
  await output.clear();
  const sounds = renderMany(model, objectives, {
    ...engine,
    ...settings,
    folder,
    signal: terminal.signal,
    async onStep({ step, targets, done, of, total }) {
      await output.begin();
      const made = index * of * steps + done * steps + targets.length * (step + 1);
      progress.show(made, sweeps * of * steps, `score ${Math.max(...total).toFixed(3)}`);
    },
  });
  let next = await sounds.next();
  for (; !next.done; next = await sounds.next()) {
    await output.begin();
    const { name, target, score, best, stopped } = next.value;
    if (rendering.onFind) {
      rendering.onFind(name);
      continue;
    }
    const wav = join(folder, `${name}.wav`);
    terminal.print(
      json ? JSON.stringify({ target, ...json, score, best, stopped, wav }) : `${target}  ${score.toFixed(3)}  ${wav}`,
    );
  }
  return next.value;
}
