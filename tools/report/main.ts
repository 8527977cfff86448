// How good the sounds of the default settings are: 24 fixed targets of the embedded model, each with its reliability card.
// `npm run report -- --judge third=FOLDER` prints a table and writes out/report/index.html to listen; `--docs` writes the
// table into docs/quality.md. It goes on where it was cut off. docs/quality.md tells more.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type EngineName, InputError, type ModelAdapter } from '@audiate/core';
import { writeWhole } from '@audiate/media';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { withBlock } from '../docs/block.ts';
import { recordedSpeech } from '../panel/speech.ts';
import { batchesOf } from './batches.ts';
import { headOf } from './head.ts';
import { judgesFrom } from './judges.ts';
import { measure } from './measure.ts';
import { panelOf, spreadOver } from './panel.ts';
import { reportPage } from './report-page.ts';
import { resume } from './resume.ts';
import { tableOf } from './table.ts';

const DOCS = join(import.meta.dirname, '../../docs');

try {
  const { values: flags } = parseArgs({
    options: {
      steps: { type: 'string', default: '64' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'onnxruntime' },
      out: { type: 'string', default: 'out/report' },
      targets: { type: 'string' },
      judge: { type: 'string', multiple: true, default: [] },
      docs: { type: 'boolean', default: false },
    },
  });
  const [model, partner] = (await Promise.all([tiny(), tinyB()])) as unknown as [ModelAdapter, ModelAdapter];
  const whole = panelOf(model);
  const count = Number(flags.targets ?? whole.length);
  if (!Number.isInteger(count) || count < 1 || count > whole.length) {
    throw new InputError(
      `--targets must be a whole number from 1 to ${whole.length}, got ${JSON.stringify(flags.targets)}`,
    );
  }
  if (flags.docs && count < whole.length) {
    throw new InputError(`--docs takes the whole panel, got --targets ${count}; leave --targets out`);
  }
  const bench = {
    model,
    judges: { tinyB: partner, ...(await judgesFrom(flags.judge, ['tinyB'])) },
    statistics: await statistics(),
    speech: recordedSpeech(),
  };
  const settings = { steps: Number(flags.steps), seed: Number(flags.seed), engine: flags.engine as EngineName };
  const batches = batchesOf(bench, spreadOver(whole, count), settings);
  const measured = await resume(flags.out, batches, {
    make: (batch) => measure(bench, batch, settings),
    onBatch: ({ targets }, found) =>
      console.error(`${found ? 'found' : 'made'}: ${targets.map(({ name }) => name).join(', ')}`),
  });
  const records = measured.map(({ record }) => record);
  const [head, table] = [headOf(records, flags), tableOf(records)];
  await writeWhole(flags.out, new Map([['index.html', reportPage(measured, head)]]));
  console.log(`${head}\n\n${table}\n\nOpen ${join(flags.out, 'index.html')} and listen.`);
  if (flags.docs) {
    const text = withBlock(await readFile(join(DOCS, 'quality.md'), 'utf8'), 'report', `${head}\n\n${table}`);
    await writeWhole(DOCS, new Map([['quality.md', text]]));
  }
  for (const one of [model, ...Object.values(bench.judges)]) one.dispose();
} catch (error) {
  sayMistake(error);
}
