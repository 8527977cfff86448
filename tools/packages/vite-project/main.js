import { objectives, render } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import config from '@audiate/wav2vec2-tiny/models/tiny/config.json';
import weightsUrl from '@audiate/wav2vec2-tiny/models/tiny/model.safetensors?url';
import preprocessor from '@audiate/wav2vec2-tiny/models/tiny/preprocessor_config.json';
import vocabulary from '@audiate/wav2vec2-tiny/models/tiny/vocab.json';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});

const log = document.querySelector('#log');
try {
  const weights = await (await fetch(weightsUrl)).arrayBuffer();
  const model = await loadWav2Vec2({ config, weights, preprocessor, vocabulary });
  const result = await render(model, objectives.neuron('encoder.1', 17), { steps: 3, seed: 1 });
  const { name, passedOver } = result.engine;
  log.textContent = `done ${name}: ${result.history.length} steps; passed over ${JSON.stringify(passedOver)}`;
} catch (error) {
  log.textContent = `failed ${error.stack}`;
}
