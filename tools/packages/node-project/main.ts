import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { objectives, render, resample, save } from '@audiate/core';
import { loadAst } from '@audiate/models-ast';
import { loadOnnx } from '@audiate/models-onnx';
import { loadTfjs } from '@audiate/models-tfjs';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { withDictionary } from '@audiate/sae';
import { tiny } from '@audiate/wav2vec2-tiny';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';

const embedded = await tiny();
const config = fileURLToPath(import.meta.resolve('@audiate/wav2vec2-tiny/models/tiny/config.json'));
const model = await loadWav2Vec2(dirname(config));
if (model.fingerprint !== embedded.fingerprint) throw new Error('the folder and the embedded model differ');
const { layers } = withDictionary(embedded, 'encoder.2', await tinyDictionary());
if (layers['encoder.2.features'].channels !== 512) throw new Error('512 features were expected');
// of the loaders that read other files only that they load, and read
const [none, sampleRate] = [new Uint8Array(8), 16_000];
await refused(loadAst({ config: { model_type: 'none' }, weights: none }), /model_type/);
await refused(loadOnnx(none, { sampleRate }), /ONNX/);
await refused(loadTfjs({ model: { format: 'none' }, weights: none }, { sampleRate }), /format in model\.json "none"/);
const objective = objectives.neuron('encoder.1', 17, { neighbors: 0.1 });
const result = await render(model, objective, { steps: 3, seed: 1 });
await save(result, 'out');

const { samples } = await resample({ samples: new Float32Array(4_410), sampleRate: 44_100 }, model.sampleRate);
if (samples.length !== 1_600) throw new Error(`${samples.length} samples at 16,000 Hz were made of 4,410 at 44,100 Hz`);

// @ts-expect-error a layer that no Wav2Vec2 has does not compile
const typo = () => render(model, objectives.neuron('encodr.1', 17), { steps: 1 });
if (typeof typo !== 'function' || result.history.length !== 3) throw new Error('three steps were expected');
const { name, detail, passedOver } = result.engine;
const why = passedOver.find((other) => other.name === 'onnxruntime')?.why ?? 'it ran';
console.log(`${name} (${detail}): ${result.history.length} steps, wrote ${readdirSync('out').join(', ')}`);
console.log(`onnxruntime: ${why}`);

async function refused(loading: Promise<unknown>, why: RegExp): Promise<void> {
  const said = await loading.then(() => 'it loaded', String);
  if (!why.test(said)) throw new Error(`expected ${why}, got: ${said}`);
}
