// Which default earns its place: renders the same targets under each setting and measures what the sounds are worth.
// Rows are kept as they are made, so a run that was cut off goes on. `npm run bench:defaults -- --settings 'standard;strong'
// --judge third=FOLDER --slice 0/2` (two slices in two terminals use two cores).
import { parseArgs } from 'node:util';
import { type EngineName, InputError, type ModelAdapter } from '@audiate/core';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { recordedSpeech } from '../../tools/panel/speech.ts';
import { judgesFrom } from '../../tools/report/judges.ts';
import { type Bench, measure } from './measure.ts';
import { appendRows, keyOf, readRows } from './rows.ts';
import { settings } from './settings.ts';
import { tableOf } from './summary.ts';
import { type Target, targetsOf } from './targets.ts';

/** Targets that are rendered side by side. */
const BATCH = 8;

try {
  const { values: flags } = parseArgs({
    options: {
      settings: { type: 'string', default: Object.keys(settings).join(';') },
      judge: { type: 'string', multiple: true, default: [] },
      steps: { type: 'string', default: '64' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'onnxruntime' },
      slice: { type: 'string', default: '0/1' },
      every: { type: 'string', default: '1' },
      out: { type: 'string', default: 'out/defaults.jsonl' },
      table: { type: 'boolean', default: false },
    },
  });
  const how = { steps: Number(flags.steps), seed: Number(flags.seed) };
  const names = flags.settings.split(';');
  for (const name of names) {
    if (!Object.hasOwn(settings, name)) {
      throw new InputError(`unknown setting "${name}"; choose from ${Object.keys(settings).join('; ')}`);
    }
  }
  /** Every n-th of the targets, so that a quick table compares the same ones. */
  const some = (targets: readonly Target[]) => targets.filter((_, i) => i % Number(flags.every) === 0);
  const print = async () => {
    const wanted = new Set(some(targetsOf((await tiny()) as unknown as ModelAdapter)).map((target) => target.name));
    const rows = (await readRows(flags.out)).filter(({ target, steps, seed }) => {
      return wanted.has(target) && steps === how.steps && seed === how.seed;
    });
    console.log(tableOf(rows, Object.keys(settings)));
  };
  if (!flags.table) await run(names, how);
  await print();

  async function run(names: readonly string[], how: { readonly steps: number; readonly seed: number }): Promise<void> {
    const bench = await benchOf(flags.judge, flags.engine as EngineName);
    const [slice, slices] = flags.slice.split('/').map(Number) as [number, number];
    const targets = some(targetsOf(bench.model)).filter((_, i) => i % slices === slice);
    for (const name of names) {
      const known = new Set((await readRows(flags.out)).map(keyOf));
      const missing = targets.filter((target) => !known.has(keyOf({ setting: name, target: target.name, ...how })));
      const batches = Array.from({ length: Math.ceil(missing.length / BATCH) }, (_, i) =>
        missing.slice(i * BATCH, (i + 1) * BATCH),
      );
      for (const batch of batches) {
        const rows = await measure(bench, { name, setting: settings[name]!, targets: batch, ...how });
        await appendRows(flags.out, rows);
        console.error(`${name}: ${batch.map((target) => target.name).join(', ')}`);
      }
    }
  }
} catch (error) {
  sayMistake(error);
}

async function benchOf(judges: readonly string[], engine: EngineName): Promise<Bench> {
  const [model, partner] = (await Promise.all([tiny(), tinyB()])) as unknown as [ModelAdapter, ModelAdapter];
  const speech = recordedSpeech();
  return {
    model,
    partner,
    judges: await judgesFrom(judges, ['partner']),
    statistics: await statistics(),
    speech,
    windows: speech.flatMap(windowsOf),
    engine,
  };
}

/** Seconds of a clip, half a second apart. */
function windowsOf(clip: Float32Array): Float32Array[] {
  const count = Math.max(0, Math.floor((clip.length - 16_000) / 8000) + 1);
  return Array.from({ length: count }, (_, i) => clip.slice(i * 8000, i * 8000 + 16_000));
}
