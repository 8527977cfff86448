// Every channel of a layer, one page: textures from hum to hiss, the strongest first. Stop it at any time (Ctrl-C) and
// run it again: it goes on where it was. `tsx sweep.ts 64` sweeps the first 64 channels.
import { renderMany } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const count = Number(process.argv[2] ?? 6);
const model = await tiny();
const units = Array.from({ length: count }, (_, channel) => `conv.5:${channel}`);

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const sweep = renderMany(model, units, {
  folder: 'out/sweep',
  title: `${count} channels of conv.5`,
  steps: 32,
  seconds: 0.5,
  signal: stop.signal,
});
for await (const { target, score, found, done, of, remainingMs } of sweep) {
  const left = `${(remainingMs / 1000).toFixed(0)} s left`;
  console.log(`${done}/${of}  ${target}  score ${score.toFixed(3)}  ${found ? 'found' : left}`);
}
console.log('open out/sweep/index.html');
