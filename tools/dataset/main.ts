// What tiny's layers know of a voice, which units tell phones, and whether what a probe asks for can be heard:
// `npm run dataset -- --clips 320 --permutations 10 --folder .cache/corpus`. Prints the figures of docs/probes.md.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ablate, type ModelAdapter } from '@audiate/core';
import { fitProbe, pitch, pooledActivations } from '@audiate/dataset';
import { tiny } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { corpus, SAMPLE_RATE } from './clips.ts';
import { ladder } from './ladder.ts';
import { phoneSelectivity } from './phones.ts';

const LAYERS = [
  'conv.1',
  'conv.3',
  'conv.6',
  'encoder.input',
  'encoder.0',
  'encoder.1',
  'encoder.2',
  'encoder.3',
] as const;
const ASKED_HZ = [90, 120, 160, 210, 280];
const ASKED_ODDS = [-4, -2, 0, 2, 4];

try {
  const { values: options } = parseArgs({
    options: {
      clips: { type: 'string', default: '320' },
      permutations: { type: 'string', default: '10' },
      steps: { type: 'string', default: '16' },
      folder: { type: 'string', default: join(import.meta.dirname, '../../.cache/corpus') },
    },
  });
  const permutations = Number(options.permutations);
  const clips = corpus(options.folder, Number(options.clips));
  const model = (await tiny()) as unknown as ModelAdapter;
  const groups = clips.map(({ voice }) => voice);
  console.log(`${clips.length} clips of ${new Set(groups).size} voices`);
  const octaves = clips.map(({ samples }) => Math.log2(pitch({ samples, sampleRate: SAMPLE_RATE }).medianHz));
  const pooled = await pooledActivations(
    model,
    clips.map(({ samples }) => samples),
    { layers: LAYERS },
  );
  const figure = (value: number) => value.toFixed(2).padStart(7);

  const high = await fitProbe(pooled, octaves, { groups, permutations });
  console.log('\npitch           R²  Spearman  chance: mean R²      p');
  for (const { layer, r2, spearman, baseline } of high.scores) {
    console.log(
      `${layer.padEnd(13)}${figure(r2)}${figure(spearman)}   ${figure(baseline.r2.mean)}      ${figure(baseline.r2.p)}`,
    );
  }
  const sexes = clips.map(({ sex }) => sex);
  const female = await fitProbe(pooled, sexes, { groups, permutations, towards: 'female' });
  console.log('\nsex       accuracy    AUC  chance: mean accuracy   p');
  for (const { layer, balancedAccuracy, auc, baseline } of female.scores) {
    const { mean, p } = baseline.balancedAccuracy;
    console.log(`${layer.padEnd(13)}${figure(balancedAccuracy)}${figure(auc)}   ${figure(mean)}      ${figure(p)}`);
  }

  const render = { steps: Number(options.steps), seconds: 0.4 };
  const byPitch = await ladder(model, high, { values: ASKED_HZ.map(Math.log2), ...render });
  console.log(`\nasked of the pitch probe (${high.layer}), measured by the f0 tracker`);
  for (const { asked, hz } of byPitch.rungs) console.log(`${figure(2 ** asked)} Hz ${figure(hz)} Hz`);
  console.log(`rank correlation ${byPitch.correlation.toFixed(2)}`);
  const bySex = await ladder(model, female, { values: ASKED_ODDS, ...render });
  console.log(`\nlog odds asked of the probe for sex (${female.layer}, towards female), measured by the f0 tracker`);
  for (const { asked, hz } of bySex.rungs) console.log(`${figure(asked)}    ${figure(hz)} Hz`);
  console.log(`rank correlation ${bySex.correlation.toFixed(2)}`);

  const found = await phoneSelectivity(model, clips, { layer: 'encoder.3', permutations: Math.max(20, permutations) });
  const sure = found.units.filter(({ q }) => q < 0.05);
  console.log(
    `\nunits of encoder.3 and phones: ${sure.length} of ${found.units.length} pairs at a false discovery rate of 5 %`,
  );
  const beyond = sure.filter(({ auc }) => Math.abs(auc! - 0.5) > found.chance);
  console.log(`the furthest by chance: AUC ${(0.5 + found.chance).toFixed(2)}; further: ${beyond.length} pairs`);
  console.log('phone  unit    AUC      d');
  const best = new Map(
    [...sure].sort((a, b) => Math.abs(a.auc! - 0.5) - Math.abs(b.auc! - 0.5)).map((unit) => [unit.label!, unit]),
  );
  for (const [phone, { unit, auc, d }] of [...best].sort()) {
    console.log(`${phone.padEnd(5)}${String(unit).padStart(6)}${figure(auc!)}${figure(d!)}`);
  }

  const without = ablate(model, { layer: high.layer, direction: high.direction });
  const after = await pooledActivations(
    without,
    clips.slice(0, 80).map(({ samples }) => samples),
    { layers: ['encoder.3'] },
  );
  const fromThere = await fitProbe(after, octaves.slice(0, 80), { groups: groups.slice(0, 80), permutations: 0 });
  const before = {
    data: pooled['encoder.3']!.data.slice(0, 80 * after['encoder.3']!.channels),
    clips: 80,
    channels: after['encoder.3']!.channels,
  };
  const withIt = await fitProbe({ 'encoder.3': before }, octaves.slice(0, 80), {
    groups: groups.slice(0, 80),
    permutations: 0,
  });
  console.log(
    `\npitch told by encoder.3 of 80 clips: R² ${withIt.scores[0]!.r2.toFixed(2)}, ` +
      `with the probe's direction taken out of ${high.layer} ${fromThere.scores[0]!.r2.toFixed(2)}`,
  );
} catch (error) {
  sayMistake(error);
}
