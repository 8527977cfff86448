import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { parsePreprocessor } from './preprocessor.js';

test('normalises 16 kHz audio unless told otherwise, as the family does', () => {
  expect(parsePreprocessor(undefined)).toEqual({ normalize: true, sampleRate: 16_000 });
  expect(parsePreprocessor({ do_normalize: false, sampling_rate: 8000, padding_value: 0 })).toEqual({
    normalize: false,
    sampleRate: 8000,
  });
});

test.each<[unknown, string]>([
  [[], 'preprocessor_config.json must be an object'],
  [
    { feature_extractor_type: 'WhisperFeatureExtractor' },
    'is "WhisperFeatureExtractor"; only "Wav2Vec2FeatureExtractor" can be loaded',
  ],
  [{ do_normalize: 'true' }, 'do_normalize in preprocessor_config.json must be true or false, got "true"'],
  [{ feature_size: 80 }, 'feature_size in preprocessor_config.json must be 1 (the waveform itself), got 80'],
  [{ sampling_rate: 0 }, 'sampling_rate in preprocessor_config.json must be a finite number above 0, got 0'],
])('refuses %j', (json, message) => {
  expect(() => parsePreprocessor(json)).toThrow(InputError);
  expect(() => parsePreprocessor(json)).toThrow(message);
});
