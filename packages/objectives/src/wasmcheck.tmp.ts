import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { toyModel } from '@audiate/protocol/testing';
import { channel, diversity, each, neuron, sum, scale } from './index.js';
import { gradientOf, scores, noise } from './testing/ascend.js';
setWasmPaths(new URL('../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname);
const model = toyModel();
const list = [neuron('filters', 3, { neighbors: 1 }), channel('filters', 2), channel('filters', 2, { reduce: 'max' }), channel('energies', 2, { reduce: 'logsumexp', window: { fromMs: 4, toMs: 12 } }),
  diversity('filters'), sum(each([neuron('filters', 3), channel('energies', 1), neuron('filters', 1, { at: 0, neighbors: 1 })]), scale(diversity('energies'), 0.1))];
const audio = noise(3, 320);
const run = () => list.map((o) => ({ s: scores(model, o, audio, 3), g: gradientOf(model, o, audio, 3) }));
await tf.setBackend('cpu'); const cpu = run();
await tf.setBackend('wasm'); const wasm = run();
console.log(tf.getBackend());
list.forEach((o, i) => {
  const d = Math.max(...cpu[i]!.g.map((v, k) => Math.abs(v - wasm[i]!.g[k]!))) / Math.max(...cpu[i]!.g.map(Math.abs));
  const ds = Math.max(...cpu[i]!.s.flat().map((v, k) => Number.isNaN(v) ? (Number.isNaN(wasm[i]!.s.flat()[k]!) ? 0 : 9) : Math.abs(v - wasm[i]!.s.flat()[k]!)));
  console.log(o.terms.map((t) => t.term.description).join(' + '), 'grad rel', d.toExponential(1), 'score', ds.toExponential(1));
});
// cost at base size on wasm and on conv.0
for (const [B, T, C] of [[4, 50, 768], [4, 50, 3072], [4, 3199, 512]] as const) {
  const x = tf.randomNormal([B, T, C]) as tf.Tensor3D;
  const info = { depth: 0, channels: C, hop: 320, offset: 0, receptiveField: 400, minSamples: 400, global: false };
  const b = diversity('l').terms[0]!.term.bind({ model: { name: 'm', fingerprint: 'x', sampleRate: 16000, minSamples: 400, layers: { l: info } }, batch: B, samples: 16400 });
  for (let k = 0; k < 2; k++) { const t = performance.now(); tf.tidy(() => tf.grad((y) => tf.sum(b({ l: y as tf.Tensor3D }, x as never)))(x).dataSync()); console.log(B, T, C, (performance.now() - t).toFixed(0), 'ms'); }
}
