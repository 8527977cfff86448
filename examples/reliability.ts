// How far to trust a sound: a phone, rendered on one model and judged by another, beside noise and plain gradient ascent.
// The model says that it hears the phone in all of them; the card tells which of them is one. Recorded speech makes it
// tell more: `npx tsx --conditions=@audiate/source examples/reliability.ts speech/*.wav`. Writes out/reliability.
import { readFile } from 'node:fs/promises';
import { objectives, readSound, render, type Sound } from '@audiate/core';
import { evaluate, evaluationFacts } from '@audiate/evaluate';
import { page, writeWhole } from '@audiate/media';
import { statistics, tiny, tinyB } from '@audiate/wav2vec2-tiny';

const speech: Sound[] = [];
for (const path of process.argv.slice(2)) speech.push(await readSound(await readFile(path)));

const model = await tiny();
const result = await render(model, objectives.logit('IY', { at: 'center' }), { steps: 48, seed: 1 });
const [found] = await evaluate(result, {
  model,
  judges: { tinyB: await tinyB() },
  statistics: await statistics(),
  speech,
  seeds: 3,
});
const facts = evaluationFacts(found!);
const card = { title: found!.target, audio: result.audio[0]!, sampleRate: result.sampleRate, facts };
await writeWhole('out/reliability', new Map([['index.html', page({ title: 'How far to trust it', cards: [card] })]]));
for (const { name, value } of facts) console.log(`${name.padEnd(24)} ${value}`);
