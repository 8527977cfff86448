import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { activations } from './activations.js';
import { listener } from './listener.js';

const model = toyModel();
const noise = (seed: number) => Float32Array.from({ length: 640 }, (_, i) => Math.sin(seed + i * i));

test.each(['cpu', 'wasm', 'onnxruntime'] as const)('%s: hears many sounds as activations does', async (engine) => {
  const ready = await listener(model, ['filters', 'energies'], { samples: 640, batch: 2, engine });
  expect(ready.engine.name).toBe(engine);
  for (const seed of [1, 2, 3]) {
    const sounds = [noise(seed), noise(seed + 10)];
    expect(await ready.hear(sounds)).toEqual(await activations(model, sounds, ['filters', 'energies'], { engine }));
  }
  ready.dispose();
});

test('refuses what is not of its shape', async () => {
  const ready = await listener(model, ['filters'], { samples: 640, engine: 'cpu' });
  const refusals: [readonly Float32Array[], RegExp][] = [
    [[], /^the listener hears 1 sounds at once, got 0$/],
    [[new Float32Array(704)], /^the listener hears sounds of 640 samples, got 704$/],
    [[new Float32Array(640).fill(Number.NaN)], /^audio must be finite; sample 0 of item 0 is NaN$/],
  ];
  for (const [sounds, message] of refusals) await expect(ready.hear(sounds)).rejects.toThrow(message);
  await expect(listener(model, ['filters'], { samples: 63 })).rejects.toThrow(InputError);
  await expect(listener(model, ['filter' as 'filters'], { samples: 640 })).rejects.toThrow(/unknown layer of toy/);
});
