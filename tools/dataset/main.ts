// What tiny's layers know of a voice, whether what a probe asks for can be heard, which units tell phones, and a page of what units
// answer to in recorded and spoken clips. `npm run dataset -- --clips 320 --permutations 10 --steps 64 --out out/dataset --part page`
// prints the figures of docs/probes.md and docs/dataset.md; `--part`, also several times, makes some of it only.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError, type ModelAdapter } from '@audiate/core';
import { pitch, pooledActivations } from '@audiate/dataset';
import { tiny } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { printCause } from './cause.ts';
import { SAMPLE_RATE, speak, spokenClips } from './clips.ts';
import { printAllReadings, printLadders } from './ladders.ts';
import { lookUp } from './look-up.ts';
import { printPhones } from './phones.ts';
import { whatLayersKnow } from './what-layers-know.ts';

const PARTS = ['probes', 'readings', 'ladders', 'phones', 'page'];
const OF_PROBES = ['probes', 'readings', 'ladders'];
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

try {
  const { values: options } = parseArgs({
    options: {
      clips: { type: 'string', default: '320' },
      permutations: { type: 'string', default: '10' },
      steps: { type: 'string', default: '64' },
      folder: { type: 'string', default: join(import.meta.dirname, '../../.cache/corpus') },
      out: { type: 'string', default: 'out/dataset' },
      part: { type: 'string', multiple: true, default: PARTS },
    },
  });
  const unknown = options.part.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) throw new InputError(`--part must be one of ${PARTS.join(', ')}, got "${unknown}"`);
  const permutations = Number(options.permutations);
  speak(options.folder, Number(options.clips));
  const clips = spokenClips(options.folder);
  const voices = clips.map(({ voice }) => voice);
  console.log(`${clips.length} clips of ${new Set(voices).size} voices`);
  const model = (await tiny()) as unknown as ModelAdapter;

  if (options.part.some((part) => OF_PROBES.includes(part))) {
    const sounds = clips.map(({ samples }) => samples);
    const known = {
      pooled: await pooledActivations(model, sounds, { layers: LAYERS }),
      octaves: sounds.map((samples) => Math.log2(pitch({ samples, sampleRate: SAMPLE_RATE }).medianHz)),
      sexes: clips.map(({ sex }) => sex),
      voices,
    };
    const probes = await whatLayersKnow(known, permutations);
    if (options.part.includes('probes')) await printCause(model, probes.pitch, { clips: sounds, known });
    if (options.part.includes('readings')) await printAllReadings(model, probes);
    if (options.part.includes('ladders')) await printLadders(model, probes);
  }
  if (options.part.includes('phones')) {
    await printPhones(model, clips, { layer: 'encoder.3', permutations: Math.max(20, permutations) });
  }
  if (options.part.includes('page')) {
    await lookUp(model, { folder: options.folder, clips, out: options.out, steps: Number(options.steps) });
  }
  model.dispose();
} catch (error) {
  sayMistake(error);
}
