import { join } from 'node:path';
import { renderMany } from '@audiate/core';
import type { Command } from 'commander';
import { addEngineFlags, type EngineFlags, engineOptions } from '../flags/engine-flags.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { positive, whole } from '../flags/numbers.js';
import { withModel } from '../model/with-model.js';
import { parseTarget } from '../target/parse-target.js';
import { EXIT } from '../terminal/exit.js';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

interface RenderFlags extends EngineFlags, ModelFlags {
  readonly out: string;
  readonly steps: number;
  readonly seconds: number;
  readonly seed: number;
  readonly batch: number;
  readonly json?: boolean;
}

/** `audiate render MODEL TARGET…`: sounds, pictures and a page, resumable. */
export function addRender(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('render')
    .description('find the sounds that excite units, tokens or words of a model')
    .argument('<model>', MODEL_NAMES)
    .argument('<target...>', 'encoder.3:17, encoder.3:0-31, logit:IY, word:hello')
    .option('--out <folder>', 'where sounds, pictures and the page go', 'out')
    .option('--steps <count>', 'steps of gradient ascent', whole(1), 64)
    .option('--seconds <length>', 'length of a sound', positive, 1)
    .option('--seed <number>', 'another seed gives another sound', whole(0), 0)
    .option('--batch <count>', 'how many are rendered side by side', whole(1), 8)
    .option('--json', 'one line of JSON for each sound');
  addModelFlags(addEngineFlags(command)).action(async (model: string, targets: string[], flags: RenderFlags) => {
    end(await renderAll({ model, targets, flags, terminal }));
  });
}

interface Asked {
  readonly model: string;
  readonly targets: readonly string[];
  readonly flags: RenderFlags;
  readonly terminal: Terminal;
}

async function renderAll({ model: named, targets, flags, terminal }: Asked): Promise<number> {
  const objectives = targets.flatMap(parseTarget);
  const progress = progressOf(terminal);
  const { out, steps, seconds, seed, batch, json } = flags;
  try {
    return await withModel(named, { ...flags, signal: terminal.signal }, async (model) => {
      const sounds = renderMany(model, objectives, {
        ...engineOptions(flags),
        folder: out,
        steps,
        seconds,
        seed,
        batch,
        signal: terminal.signal,
        onStep: ({ step, targets, done, of, total }) =>
          progress.show(
            done * steps + targets.length * (step + 1),
            of * steps,
            `score ${Math.max(...total).toFixed(3)}`,
          ),
      });
      let next = await sounds.next();
      for (; !next.done; next = await sounds.next()) {
        const { name, target, score, best, stopped } = next.value;
        const wav = join(out, `${name}.wav`);
        terminal.print(
          json ? JSON.stringify({ target, score, best, stopped, wav }) : `${target}  ${score.toFixed(3)}  ${wav}`,
        );
      }
      progress.stop();
      const { stopped, done, of } = next.value;
      if (stopped === 'aborted') {
        terminal.error(`stopped with ${done} of ${of} finished; the same command goes on from there`);
        return EXIT.interrupted;
      }
      if (!json) terminal.print(`open ${join(out, 'index.html')} and listen`);
      return EXIT.done;
    });
  } finally {
    progress.stop();
  }
}
