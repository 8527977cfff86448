// How near the closed form of `speechSpectrum` (the prior of `@audiate/param`'s spectrum) is to the long-term average
// spectrum of the recorded speech in fixtures/speech, and to Byrne and others 1994.
// `npx tsx --conditions=@audiate/source tools/speech-spectrum/main.ts`
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';
import { speechSpectrum } from '@audiate/param';
import { averageSpectrum } from './average-spectrum.ts';
import { deviations, measuredLevel, modelLevel, rootMeanSquare } from './bands.ts';
import { byrne1994 } from './byrne-1994.ts';
import { closedForm, fitConstants } from './fit-constants.ts';

const folder = join(import.meta.dirname, '../../fixtures/speech');
const clips = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.wav'))
  .sort()
  .map((path) => decodeWav(readFileSync(join(folder, path))));
const { sampleRate } = clips[0]!;
if (clips.some((clip) => clip.sampleRate !== sampleRate)) throw new Error('the clips have several sample rates');
const waves = clips.map(({ channels }) => channels[0]!);
const average = averageSpectrum(waves, sampleRate);

const cell = (value: number) => value.toFixed(1).padStart(9);
const seconds = waves.reduce((sum, wave) => sum + wave.length, 0) / sampleRate;
console.log(`${waves.length} clips, ${seconds.toFixed(1)} s at ${sampleRate} Hz; dB, each column's mean taken off\n`);

function table(title: string, octaves: number, centresHz: readonly number[]): void {
  const levels = centresHz.map((hz) => measuredLevel(average, hz, octaves));
  const model = centresHz.map((hz) => modelLevel(speechSpectrum, hz, octaves));
  const none = centresHz.map(() => 0);
  const [measured, closed, off] = [deviations(levels, none), deviations(model, none), deviations(model, levels)];
  console.log(`${title.padEnd(15)} measured   closed  closed − measured`);
  centresHz.forEach((hz, i) => {
    console.log(`${String(hz).padStart(12)} Hz${cell(measured[i]!)}${cell(closed[i]!)}${cell(off[i]!)}`);
  });
  console.log(`root mean square of the deviation: ${rootMeanSquare(off).toFixed(2)} dB\n`);
}

table('octave', 1, [125, 250, 500, 1000, 2000, 4000]);
const centresHz = byrne1994.map(([hz]) => hz);
table('third of octave', 1 / 3, centresHz);

const levels = centresHz.map((hz) => measuredLevel(average, hz, 1 / 3));
const byrne = byrne1994.map(([, level]) => level);
const searched = { cornerHz: 500, decay: 1.2, highpassHz: 90 };
console.log('thirds of an octave, 100 … 6,300 Hz          corner Hz  decay  highpass Hz   off by');
const report = (name: string, constants: typeof searched, against: readonly number[]) => {
  const model = centresHz.map((hz) => modelLevel(closedForm(constants), hz, 1 / 3));
  const { cornerHz, decay, highpassHz } = constants;
  const off = rootMeanSquare(deviations(model, against));
  console.log(
    `${name.padEnd(44)}${cornerHz.toFixed(0).padStart(10)}${decay.toFixed(2).padStart(7)}` +
      `${highpassHz.toFixed(0).padStart(13)}${off.toFixed(2).padStart(6)} dB`,
  );
};
report('the default against the clips', searched, levels);
report('the default against Byrne and others', searched, byrne);
const flat = { cornerHz: 500, decay: 0, highpassHz: 0 };
report('a flat spectrum against the clips', flat, levels);
report('a flat spectrum against Byrne and others', flat, byrne);
report('best fit to the clips', fitConstants(centresHz, levels, searched), levels);
report('best fit to Byrne and others', fitConstants(centresHz, byrne, searched), byrne);
console.log(`the clips against Byrne and others: ${rootMeanSquare(deviations(levels, byrne)).toFixed(2)} dB`);
