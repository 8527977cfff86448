import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activations, type Clip, objectives, param, readSound, render, resample } from '@audiate/core';
import { transcribe } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';

const model = await tiny();
const bytes = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/sound', name));
const recorded = await readSound(bytes('speech-44k-stereo-24.wav'));
const reference = await readSound(bytes('speech-back-16k.wav'));

const hear = async (clip: Clip) => (await activations(model, clip, ['logits'], { engine: 'cpu' })).logits;
const right = [reference.sampleRate, 54, 'TAENAHVKPLS'];

test('a recording of 44.1 kHz, stereo, 24 bits is heard as the same at 16 kHz', async () => {
  const [asIs, at16, known] = [
    await hear(recorded),
    await hear(await resample(recorded, 16_000)),
    await hear(reference),
  ];
  expect(at16).toEqual(asIs);
  expect(recorded.sampleRate).toBe(44_100);
  for (const logits of [asIs, known]) {
    expect([16_000, logits.shape[1], transcribe(logits, model.vocabulary!)[0]]).toEqual(right);
  }
  const apart = known.data.map((value, i) => Math.abs(value - asIs.data[i]!));
  expect(Math.max(...apart)).toBeLessThan(0.05 * Math.max(...known.data.map(Math.abs)));
});

test('its bare samples are heard as 16 kHz, as told: a sound in their place cannot be', async () => {
  expect((await hear(recorded.samples)).shape[1]).toBe(150);
});

test('a render starts from a sound at the rate of the model, and refuses one at another before step 0', async () => {
  const options = { samples: recorded.samples.length, steps: 1, engine: 'cpu' } as const;
  const start = render(model, objectives.channel('conv.1', 3), {
    ...options,
    param: param.waveform({ from: recorded }),
  });
  await expect(start).rejects.toThrow(
    /^from is at 44100 Hz, .* hears at 16000 Hz; convert it by await resample\(sound, 16000\)$/,
  );
  const near = render(model, objectives.distance(recorded), options);
  await expect(near).rejects.toThrow(/^the clip of distance is at 44100 Hz, .* convert it by await resample/);
  const from = await resample(recorded, model.sampleRate);
  const started = await render(model, objectives.distance(from), {
    ...options,
    samples: from.samples.length,
    param: param.waveform({ from }),
  });
  expect(started.history[0]!.total[0]).toBeGreaterThan(-1e-3);
});
