import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { gelu } from '@audiate/ops';
import { type Activations, frameCenter, frameCount, isLayer, layerNames, type ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { parseConfig } from '../config/config.js';
import { parsePreprocessor } from '../config/preprocessor.js';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import { looseCheckpoint, packChanged } from '../testing/checkpoint.js';
import { describeLayers } from './layers.js';

beforeAll(() => useBackend('cpu'));

describe('describeLayers', () => {
  test('gives wav2vec2-base the layers and the grid that everyone knows', () => {
    const layers = describeLayers(parseConfig({ model_type: 'wav2vec2' }), parsePreprocessor(), false);
    expect(Object.keys(layers)).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].flatMap((i) => [`conv.${i}.pre`, `conv.${i}`]),
      'projection',
      'encoder.input',
      ...Array.from({ length: 12 }, (_, i) => [
        `encoder.${i}.attention`,
        `encoder.${i}.ffn.pre`,
        `encoder.${i}.ffn`,
        `encoder.${i}`,
      ]).flat(),
    ]);
    expect(Object.values(layers).map(({ depth }) => depth)).toEqual(Object.keys(layers).map((_, i) => i));
    const reach = [10, 20, 40, 80, 160, 240, 400];
    reach.forEach((samples, i) => {
      expect(layers[`conv.${i}`]).toMatchObject({ channels: 512, hop: 5 * 2 ** i, offset: 0, receptiveField: samples });
      expect(layers[`conv.${i}`]!.minSamples).toBe(samples);
    });
    expect(layers.projection).toMatchObject({ channels: 768, hop: 320, offset: 0, receptiveField: 400 });
    const encoder = { hop: 320, offset: -64 * 320, receptiveField: 400 + 127 * 320, minSamples: 400, global: true };
    expect(layers['encoder.input']).toMatchObject(encoder);
    expect(layers['encoder.11.ffn']).toMatchObject({ ...encoder, channels: 3072 });
    expect(frameCount(layers['encoder.11']!, 16_000)).toBe(49);
    expect(frameCenter(layers['encoder.11']!, 1)).toBe(520);
  });

  test('names what each GELU was given, and where GELU turns', () => {
    const layers = describeLayers(parseConfig({ model_type: 'wav2vec2' }), parsePreprocessor(), true);
    const activated = Object.entries(layers).filter(([, { preactivation }]) => preactivation);
    expect(activated.map(([name]) => name)).toEqual(Object.keys(layers).filter((name) => /^conv\.\d$|ffn$/.test(name)));
    for (const [name, { preactivation, rectified, depth: _, ...facts }] of activated) {
      expect(rectified).toBe(true);
      expect(preactivation!.layer).toBe(`${name}.pre`);
      expect(layers[preactivation!.layer as Wav2Vec2Layer]).toMatchObject(facts);
      expect(layers[preactivation!.layer as Wav2Vec2Layer]).not.toHaveProperty('rectified');
    }
    const { turn } = layers['conv.0']!.preactivation!;
    const slope = tf.tidy(() =>
      tf
        .grad(gelu)(tf.tensor1d([turn - 1e-3, turn + 1e-3]))
        .dataSync(),
    );
    expect([slope[0]! < 0, slope[1]! > 0]).toEqual([true, true]);
  });

  test('has the final norm for pre-norm blocks, logits with a head; an odd positional kernel reaches alike', () => {
    const config = { model_type: 'wav2vec2', do_stable_layer_norm: true, num_conv_pos_embeddings: 7, vocab_size: 40 };
    const layers = describeLayers(parseConfig(config), parsePreprocessor(), true);
    expect(Object.keys(layers).slice(-2)).toEqual(['encoder.norm', 'logits']);
    expect(layers.logits).toMatchObject({ channels: 40, offset: -3 * 320, receptiveField: 400 + 6 * 320 });
  });

  test('Data2Vec-Audio: positional convolutions in a row reach as far as all of them', () => {
    const layers = describeLayers(parseConfig({ model_type: 'data2vec-audio' }), parsePreprocessor(), false);
    expect(layers['encoder.input']).toMatchObject({ offset: -5 * 9 * 320, receptiveField: 400 + 5 * 18 * 320 });
    const even = { model_type: 'data2vec-audio', conv_pos_kernel_size: 4, num_conv_pos_embeddings: 3 };
    expect(describeLayers(parseConfig(even), parsePreprocessor(), false)['encoder.input']).toMatchObject({
      offset: -3 * 2 * 320,
      receptiveField: 400 + 3 * 3 * 320,
    });
  });

  test.each<['group' | 'layer', boolean, boolean]>([
    ['group', true, true],
    ['group', false, true],
    ['layer', true, true],
    ['layer', false, false],
  ])('%s norm, do_normalize %s: a frame of conv.6 depends on the whole clip: %s', (norm, normalize, global) => {
    const config = parseConfig({ model_type: 'wav2vec2', feat_extract_norm: norm });
    const layers = describeLayers(config, parsePreprocessor({ do_normalize: normalize }), false);
    expect([layers['conv.6']!.global, layers['encoder.input'].global]).toEqual([global, global]);
    expect(layers['encoder.0.attention']!.global).toBe(true);
  });
});

describe('a model without statistics over the clip', () => {
  test.each(['mixed', 'data2vec-audio'] as const)(
    '%s depends on exactly the samples that its facts name',
    async (line) => {
      const files = packChanged(await looseCheckpoint(line), { preprocessor: { do_normalize: false } });
      const model = await loadWav2Vec2(files);
      const audio = tf.randomNormal<tf.Rank.R2>([1, 1600], 0, 0.1, 'float32', 5);
      for (const layer of layerNames(model).filter((name) => !model.layers[name]!.global)) {
        const { hop, offset, receptiveField } = model.layers[layer]!;
        const frame = Math.floor(800 / hop);
        const gradient = tf.tidy(() => {
          const pick = (x: tf.Tensor) =>
            tf.sum(tf.slice(model.forward(x as tf.Tensor2D, [layer])[layer]!, [0, frame, 1], [1, 1, 1]));
          return tf.grad(pick)(audio).dataSync() as Float32Array;
        });
        const touched = gradient.findIndex((g) => g !== 0);
        const last = gradient.findLastIndex((g) => g !== 0);
        const start = frame * hop + offset;
        expect([layer, touched, last]).toEqual([layer, start, start + receptiveField - 1]);
      }
      audio.dispose();
      model.dispose();
    },
  );
});

test('layer names are types: a typo does not compile', () => {
  expectTypeOf<'conv.0'>().toExtend<Wav2Vec2Layer>();
  expectTypeOf<'encoder.11.attention'>().toExtend<Wav2Vec2Layer>();
  expectTypeOf<'encoder.input'>().toExtend<Wav2Vec2Layer>();
  expectTypeOf<'encodr.3'>().not.toExtend<Wav2Vec2Layer>();
  expectTypeOf<'encoder.three'>().not.toExtend<Wav2Vec2Layer>();
  expectTypeOf<'encoder.3.atention'>().not.toExtend<Wav2Vec2Layer>();
  expectTypeOf<'logit'>().not.toExtend<Wav2Vec2Layer>();
  expectTypeOf<string>().not.toExtend<Wav2Vec2Layer>();

  const listen = (model: ModelAdapter<Wav2Vec2Layer>, audio: tf.Tensor2D, name: string) => {
    const two = model.forward(audio, ['encoder.3', 'logits']);
    expectTypeOf(two).toEqualTypeOf<Activations<'encoder.3' | 'logits'>>();
    // @ts-expect-error a layer that was not asked for
    two.projection;
    // @ts-expect-error a typo
    model.forward(audio, ['encoder.3.atention']);
    // @ts-expect-error any string; isLayer narrows it
    model.forward(audio, [name]);
    return isLayer(model, name) ? model.forward(audio, [name]) : two;
  };
  expectTypeOf(listen).toBeFunction();
  // Parts that know no model take any adapter.
  expectTypeOf<ModelAdapter<Wav2Vec2Layer>>().toExtend<ModelAdapter>();
});
