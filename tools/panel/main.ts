// How far to trust a sound: 24 units drawn by a fixed seed against recorded speech and noise, and for each phone what
// the saved WAV is heard as. `npm run panel -- --steps 64 --seed 1 --engine wasm --model DIR`
import { parseArgs } from 'node:util';
import type { EngineName, ModelAdapter } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { phonePanel } from './phones.ts';
import { recordedSpeech } from './speech.ts';
import { unitPanel } from './units.ts';

try {
  const { values: options } = parseArgs({
    options: {
      steps: { type: 'string', default: '64' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'onnxruntime' },
      model: { type: 'string' },
    },
  });
  const settings = {
    steps: Number(options.steps),
    seed: Number(options.seed),
    engine: options.engine as EngineName,
  };
  const model = (await (options.model ? loadWav2Vec2(options.model) : tiny())) as unknown as ModelAdapter;
  const figure = (value: number) => value.toFixed(3).padStart(9);
  const mark = (passed: boolean) => (passed ? 'yes' : 'NO');

  console.log('unit                      score   speech p99.9  speech top  noise p99.9  above p99.9');
  const units = await unitPanel(model, recordedSpeech(), {
    count: 24,
    ...settings,
    onRow: ({ unit, score, percentile999, topMoment, noise, passed, asleep }) =>
      console.log(
        `${unit.padEnd(22)}${figure(score)} ${figure(percentile999)}      ${figure(topMoment)}   ${figure(noise)}    ${mark(passed)}${asleep ? ', asleep' : ''}`,
      ),
  });

  console.log('\nphone  heard  decode of the saved WAV');
  const phones = await phonePanel(model, {
    ...settings,
    onRow: ({ phone, decode, passed }) => console.log(`${phone.padEnd(6)} ${mark(passed).padEnd(6)} ${decode}`),
  });

  const count = (rows: readonly { passed: boolean }[]) =>
    `${rows.filter(({ passed }) => passed).length} of ${rows.length}`;
  console.log(`\nunits above the 99.9th percentile of recorded speech: ${count(units)}`);
  console.log(`phones heard at the target time: ${count(phones)}`);
} catch (error) {
  sayMistake(error);
}
