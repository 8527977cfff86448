import { objectives, render, resample } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
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
  const model = await tiny();
  const engine = location.search === '?onnxruntime' ? 'onnxruntime' : 'auto';
  const result = await render(model, objectives.neuron('encoder.1', 17), { steps: 3, seed: 1, engine });
  const { samples } = await resample({ samples: new Float32Array(4_410), sampleRate: 44_100 }, model.sampleRate);
  if (samples.length !== 1_600) throw new Error(`${samples.length} samples at 16,000 Hz of 4,410 at 44,100 Hz`);
  const { name, detail, passedOver } = result.engine;
  log.textContent = `done ${name} (${detail}): ${result.history.length} steps; passed over ${JSON.stringify(passedOver)}`;
} catch (error) {
  log.textContent = `failed ${error.stack}`;
}
