import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { checkStartAudio, startAudioFor } from './start-audio.js';

const at = { model: toyModel(), batch: 2, samples: 3 };
const wave = Float32Array.of(0.1, -0.2, 0.3);

test('is copied, so that a later change does not reach it', () => {
  const given = wave.slice();
  const copy = checkStartAudio(given);
  given.fill(0);
  expect(copy).toEqual(wave);
});

test('one waveform serves every item', () => {
  expect(startAudioFor(wave, at)).toEqual([wave, wave]);
  expect(startAudioFor([wave, wave], at)).toEqual([wave, wave]);
});

test.each<[unknown, RegExp]>([
  [[], /from must be a Float32Array, a sound, .* or a non-empty array of them, got an array of 0/],
  ['a.wav', /from must be .* got "a.wav"/],
  [[wave, [1, 2, 3]], /from\[1\] must be a Float32Array or a sound, .* got an array of 3/],
  [new Float32Array(0), /from is empty/],
  [Float32Array.of(0, Number.NaN), /from must be finite, got NaN at sample 1/],
  [{ samples: [0, 1], sampleRate: 16_000 }, /the samples of from must be a Float32Array, got an array of 2/],
  [{ samples: wave, sampleRate: 0 }, /sampleRate of from must be a finite number above 0, got 0/],
])('refuses %o', (from, message) => {
  expect(() => checkStartAudio(from as Float32Array)).toThrow(InputError);
  expect(() => checkStartAudio(from as Float32Array)).toThrow(message);
});

test('refuses another count than the batch, and another length than the render', () => {
  expect(() => startAudioFor([wave], at)).toThrow(/1 waveforms for a batch of 2/);
  expect(() => startAudioFor(wave, { ...at, samples: 4 })).toThrow(/from has 3 samples, the render 4 at 16000 Hz/);
});

test('a sound at the rate of the model serves as its samples do; at another it is refused', () => {
  const sound = checkStartAudio({ samples: wave, sampleRate: at.model.sampleRate });
  expect(startAudioFor(sound, at)).toEqual([wave, wave]);
  const other = checkStartAudio([wave, { samples: wave, sampleRate: 44_100 }]);
  const message = 'from is at 44100 Hz, toy hears at 16000 Hz; convert it by await resample(sound, 16000)';
  expect(() => startAudioFor(other, at)).toThrow(message);
});
