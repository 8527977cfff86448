import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const MODELS = 'packages/models-wav2vec2/src/model/cases.test.ts';
const TOKENIZERS = 'tools/goldens/tokenizer-cases.test.ts';
const WAV = 'packages/media/src/wav/cases.test.ts';

/** Inputs that failed once, as public reports describe them; where the input lies, the test that holds its right value, and that test's words. */
const CASES: readonly (readonly [name: string, input: string, test: string, words: string])[] = [
  ['a classifier of clips (wav2vec2)', 'cases/heads/w2v2-seqcls', MODELS, 'heads/w2v2-seqcls'],
  ['a classifier of clips (HuBERT)', 'cases/heads/hubert-seqcls', MODELS, 'heads/hubert-seqcls'],
  ['an x-vector network (WavLM)', 'cases/heads/wavlm-xvector', MODELS, 'heads/wavlm-xvector'],
  ['adapters in the blocks (MMS)', 'cases/arch/other-mms', MODELS, 'arch/other-mms'],
  ['an adapter after the encoder', 'cases/arch/other-add-adapter', MODELS, 'arch/other-add-adapter'],
  ['Conformer blocks', 'cases/arch/other-conformer', MODELS, 'arch/other-conformer'],
  ['a Lightning checkpoint', 'cases/files/bin-lightning', MODELS, 'files/bin-lightning'],
  ["names behind a wrapper's prefix", 'cases/files/st-module-prefix', MODELS, 'files/st-module-prefix'],
  ['a git-lfs pointer', 'cases/files/lfs-safetensors', MODELS, 'files/lfs-safetensors'],
  ["the Hub's cache without links", 'cases/files/st-module-prefix', MODELS, 'cache-nolinks'],
  ["the Hub's cache on another disk", 'goldens/base', 'packages/checkpoints/src/hub/download.test.ts', 'elsewhere'],
  ['the blank by added_tokens.json', 'tokenizers/pad-added', TOKENIZERS, "read('pad-added'"],
  ['tokens beyond the head', 'tokenizers/tokens-beyond-head', TOKENIZERS, "read('tokens-beyond-head')"],
  ['letters with a digraph', 'tokenizers/letters-with-digraph', TOKENIZERS, 'readdirSync(root)'],
  ['a blank called [PAD]', 'tokenizers/upper-PAD', TOKENIZERS, 'readdirSync(root)'],
  ['a vocabulary for each language', 'tokenizers/nested', TOKENIZERS, 'readdirSync(root)'],
  ['44.1 kHz, stereo, 24 bits', 'sound/speech-44k-stereo-24.wav', 'examples/recording.test.ts', '24 bits is heard as'],
  ['every kind of WAV file', 'sound/wav', WAV, 'as soundfile, scipy, ffmpeg and sox read it'],
  ['half a download', 'sound/wav/truncated-download.wav', WAV, 'half a download is refused'],
];

test.each(CASES)('%s is held by a test', (_, input, file, words) => {
  expect(existsSync(join(root, 'fixtures', input)), input).toBe(true);
  expect(readFileSync(join(root, file), 'utf8')).toContain(words);
});

test('no input lies about without a test', () => {
  const folders = ['cases/heads', 'cases/arch', 'cases/files', 'tokenizers'];
  const inputs = folders.flatMap((folder) =>
    readdirSync(join(root, 'fixtures', folder)).map((name) => `${folder}/${name}`),
  );
  expect(inputs.filter((input) => !CASES.some(([, held]) => held === input))).toEqual([]);
});
