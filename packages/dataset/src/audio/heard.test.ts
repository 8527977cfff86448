import { activations, objectives, param, render } from '@audiate/core';
import { decodeCtc } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';
import { type AudioSource, readAudio } from '../index.js';

const model = await tiny();
const STEREO = 'fixtures/sound/speech-44k-stereo-24.wav';

async function phones(source: AudioSource, options = {}): Promise<readonly [frames: number, heard: string]> {
  const { logits } = await activations(model, await readAudio(source, options), ['logits']);
  const tokens = decodeCtc(logits.data, model.vocabulary!, model.vocabulary!.indexOf('<pad>'));
  return [logits.shape[1], tokens.map(({ token }) => token).join('')];
}

test.each([
  ['speech-back-16k.wav', 'TAENAHVKPLS'],
  ['speech-44k-stereo-24.wav', 'TAENAHVKPLS'],
  ['formats/stereo-44k.flac', 'TAENAHVKPLS'],
  ['formats/stereo-44k.mp3', 'TAENAHVKPLS'],
  ['formats/stereo-44k.ogg', 'TAENAHVKPLS'],
  // What 48 kbit/s leave of an L.
  ['formats/stereo-48k.opus', 'TAENAHVKPWS'],
  ['formats/mono-16k.opus', 'TAENAHVKPLS'],
])('%s is heard as the recording at 16 kHz is', async (name, heard) => {
  expect(await phones(`fixtures/sound/${name}`)).toEqual([54, heard]);
});

test('a clip at the rate of the model serves wherever a clip is taken; one at another is refused before step 0', async () => {
  const { samples, sampleRate } = await readAudio(STEREO, { sampleRate: model.sampleRate });
  const clip = { samples: samples.slice(0, 4_000), sampleRate };
  const atRate = { samples: clip.samples.length, steps: 1, engine: 'cpu' } as const;
  const heard = (await activations(model, clip, ['conv.6'], { engine: 'cpu' }))['conv.6'];
  for (const objective of [
    objectives.distance(clip),
    objectives.style('conv.6', heard),
    objectives.activationMatch('conv.6', heard),
    objectives.caricature('conv.6', heard),
  ]) {
    const { history } = await render(model, objective, { ...atRate, param: param.waveform({ from: clip }) });
    expect(history[0]!.total.every(Number.isFinite)).toBe(true);
  }
  const asRecorded = await readAudio(STEREO);
  expect(asRecorded.sampleRate).toBe(44_100);
  const options = { samples: asRecorded.samples.length, steps: 1, engine: 'cpu' } as const;
  const from = param.waveform({ from: asRecorded });
  await expect(render(model, 'conv.1:3', { ...options, param: from })).rejects.toThrow(
    /^from is at 44100 Hz, .* hears at 16000 Hz; convert it by await resample\(sound, 16000\)$/,
  );
  await expect(render(model, objectives.distance(asRecorded), options)).rejects.toThrow(
    /^the clip of distance is at 44100 Hz, .* convert it by await resample/,
  );
  for (const given of [asRecorded, clip.samples]) {
    expect(() => objectives.style('conv.6', given as never)).toThrow(
      /got a clip; pass \(await activations\(model, clip, \[layer\]\)\)\[layer\]$/,
    );
  }
});

test('a file in place of its sound is told to be read', async () => {
  for (const given of [STEREO, new URL('https://example.org/clip.mp3'), new Uint8Array(640), new Blob([])]) {
    await expect(activations(model, given as never, ['conv.1'])).rejects.toThrow('readAudio of @audiate/dataset');
  }
});
