import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { inRepository } from '@audiate/checkpoints/internal/testing/golden';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Files, type Wav2Vec2Layer } from '../index.js';
import { caseFolder, caseJson, caseReference, floats, sharedBody } from '../testing/cases.js';

/** transformers computes in single precision here. */
const TOLERANCE = 1e-4;
const LABELS = ['LABEL_0', 'LABEL_1', 'LABEL_2', 'LABEL_3'];

const audio = await floats(inRepository('fixtures/cases/audio.f32'));
beforeEach(() => tf.setBackend('cpu'));
afterEach(() => vi.unstubAllEnvs());

/** Where transformers' outputs are among our layers. */
function layerOf(theirs: string, { layers }: ModelAdapter<Wav2Vec2Layer>): Wav2Vec2Layer {
  const block = theirs.match(/^hidden\.(\d+)$/)?.[1];
  if (block !== undefined) return block === '0' ? 'encoder.input' : `encoder.${Number(block) - 1}`;
  const last = (['adapter.2', 'encoder.norm', 'encoder.2'] as const).find((name) => name in layers)!;
  const heads = (['logits', 'classifier'] as const).find((name) => name in layers)!;
  return { last, logits: heads, embeddings: 'embedding' as const }[theirs]!;
}

async function expectReference(model: ModelAdapter<Wav2Vec2Layer>, name: string) {
  const reference = [...(await caseReference(name))];
  expect(reference.length).toBeGreaterThan(4);
  const wanted = reference.map(([theirs]) => layerOf(theirs, model));
  tf.tidy(() => {
    const found = model.forward(tf.tensor2d(audio, [1, audio.length]), [...new Set(wanted)]);
    for (const [i, [theirs, { data, shape }]] of reference.entries()) {
      const ours = found[wanted[i]!]!;
      expect(ours.size, theirs).toBe(shape.reduce((product, extent) => product * extent, 1));
      expect(relativeError(ours.dataSync() as Float32Array, data), theirs).toBeLessThan(TOLERANCE);
    }
  });
  model.dispose();
}

async function quietly(source: string | Wav2Vec2Files) {
  const told: string[] = [];
  const model = await loadWav2Vec2(source, { onWarning: (said) => told.push(said) });
  expect(told).toEqual([]);
  return model;
}

describe('answers as transformers does', () => {
  test.each([
    ['heads/w2v2-seqcls', () => sharedBody('heads/w2v2-seqcls', 'wav2vec2.', 'own.safetensors'), LABELS],
    ['heads/hubert-seqcls', () => sharedBody('heads/hubert-seqcls', 'hubert.', 'own.safetensors'), LABELS],
    ['heads/wavlm-xvector', () => caseFolder('heads/wavlm-xvector'), undefined],
    ['arch/other-mms', () => caseFolder('arch/other-mms'), undefined],
    ['arch/other-add-adapter', () => sharedBody('arch/other-add-adapter', '', 'own.safetensors'), undefined],
    ['files/st-module-prefix', () => caseFolder('files/st-module-prefix'), undefined],
  ])('%s', async (name, source, labels) => {
    const model = await quietly(await source());
    expect(model.layers.classifier?.vocabulary).toEqual(labels);
    await expectReference(model, name);
  });

  test('files/bin-lightning', async () => {
    await expectReference(await quietly(caseFolder('files/bin-lightning')), 'files/st-module-prefix');
  });

  test('cache-nolinks', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'audiate-nolinks-'));
    const model = join(cache, 'models--org--base');
    const snapshot = join(model, 'snapshots', 'a'.repeat(40));
    await mkdir(join(model, 'refs'), { recursive: true });
    await mkdir(snapshot, { recursive: true });
    await writeFile(join(model, 'refs/main'), 'a'.repeat(40));
    for (const file of ['config.json', 'preprocessor_config.json']) {
      await copyFile(join(caseFolder('files/st-module-prefix'), file), join(snapshot, file));
    }
    const { weights } = await sharedBody('files/st-module-prefix', 'wav2vec2.');
    await writeFile(join(snapshot, 'model.safetensors'), weights as Uint8Array);
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    vi.stubEnv('HF_HUB_CACHE', cache);
    await expectReference(await quietly('org/base'), 'files/st-module-prefix');
    await rm(cache, { recursive: true });
  });
});

describe('is refused in a sentence that says what it is', () => {
  test('files/lfs-safetensors', async () => {
    await expect(loadWav2Vec2(caseFolder('files/lfs-safetensors'))).rejects.toThrow(
      /^model\.safetensors in folder ".*lfs-safetensors" is a git-lfs pointer, not the file: git lfs pull$/,
    );
  });

  test('arch/other-conformer, with upTo too', async () => {
    const config = await caseJson('arch/other-conformer', 'config.json');
    const said =
      'config.json is of model_type "wav2vec2-conformer", whose blocks hold convolutions, too (Conformer): it cannot be ' +
      'loaded, also not with upTo; choose from wav2vec2, hubert, wavlm, data2vec-audio, unispeech, unispeech-sat';
    await expect(loadWav2Vec2(caseFolder('arch/other-conformer'))).rejects.toThrow(said);
    await expect(loadWav2Vec2(caseFolder('arch/other-conformer'), { upTo: 'conv.0' })).rejects.toThrow(said);
    const { weights } = await sharedBody('files/st-module-prefix', 'wav2vec2.');
    await expect(loadWav2Vec2({ config, weights })).rejects.toThrow(said);
  });
});
