// What the naturalness measures of @audiate/evaluate say of the repository's recordings, of synthetic voices and of white
// noise: `npx tsx --conditions=@audiate/source tools/naturalness/main.ts`. docs/evaluate.md quotes it.
import { readdirSync, readFileSync } from 'node:fs';
import { key, normal, readSound } from '@audiate/core';
import { lowShare, melDistance, spectralSlope, spectrogramDensity } from '@audiate/evaluate';

const FOLDERS = {
  recorded: ['fixtures/speech/librivox/', 'fixtures/speech/cards/'],
  synthetic: ['packages/wav2vec2-tiny/evaluation/'],
};
const sampleRate = 16_000;

async function read(folders: readonly string[]): Promise<Float32Array[]> {
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => `${folder}${file}`));
  const waves = files.filter((file) => file.endsWith('.wav'));
  return Promise.all(waves.map(async (file) => (await readSound(readFileSync(file))).samples));
}

const recorded = await read(FOLDERS.recorded);
const kinds = { recorded, synthetic: await read(FOLDERS.synthetic), 'white noise': [normal(key(1), sampleRate)] };
console.log('| sounds | slope, dB/octave | density | below 50 Hz | distance to the recorded, dB |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, sounds] of Object.entries(kinds)) {
  const others = melDistance(sounds, recorded, { sampleRate });
  const measured = [
    range(sounds.map((sound) => spectralSlope(sound, { sampleRate }))),
    range(sounds.map(spectrogramDensity)),
    range(sounds.map((sound) => lowShare(sound, { sampleRate }))),
    name === 'recorded'
      ? `${others[0]!.floor.toFixed(2)} to each other`
      : range(others.map(({ distance }) => distance)),
  ];
  console.log(`| ${[name, ...measured].join(' | ')} |`);
}

function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(2));
  return low === high ? low! : `${low} … ${high}`;
}
