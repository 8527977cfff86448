import * as tf from '@tensorflow/tfjs';
import { key, fold, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as T from '@audiate/transforms';
import * as P from '@audiate/param';
await tf.setBackend('cpu'); await tf.ready();
const model = toyModel(); const at = { model, batch: 1, samples: 16000 };
const median = (a: number[]) => { a.sort((x, y) => x - y); return a[0]!.toFixed(2) + " (median " + a[a.length>>1]!.toFixed(2) + ")"; };
function time(name: string, f: (i: number) => void) { for (let i = 0; i < 15; i++) f(i); const t: number[] = []; for (let i = 0; i < 41; i++) { const s = performance.now(); f(i); t.push(performance.now() - s); } console.log(name.padEnd(28), median(t), 'ms'); }
const x = tf.tensor2d(normal(key(1), 16000), [1, 16000]);
const w = tf.tensor2d(normal(key(2), 16000), [1, 16000]);
const base = (f: (x: tf.Tensor2D) => tf.Tensor2D) => (_: number) => tf.tidy(() => { const g = tf.grad((v: tf.Tensor) => tf.sum(tf.mul(f(v as tf.Tensor2D), w)))(x); g.dataSync(); });
time('identity+loss', base((v) => tf.clone(v)));
const parts: Record<string, any> = { shift: T.shift({ ms: 13.75 }), noise: T.noise({ snrDb: [10, 20] }), resample: T.resample({ percent: 6 }), tilt: T.tilt({ dbPerOctave: 3 }), gain: T.gain({ db: 6 }), pad: T.pad({ samples: 0 }), standard: T.standard() };
for (const [n, t] of Object.entries(parts)) { const b = t.bind(at); let i = 0; time(n, (j) => base((v) => b(v, fold(key(3), i++), { step: 99, strength: 1 }))(j)); }
time('resample forward', (j)=> { const b = parts.resample.bind(at); tf.tidy(() => b(x, fold(key(3), j), { step: 99, strength: 1 }).dataSync()); });
const params: Record<string, any> = { waveform: P.waveform(), spectrum: P.spectrum(), 'rms(spectrum)': P.rms(P.spectrum()), 'bounded(rms(spectrum))': P.bounded(P.rms(P.spectrum())) };
for (const [n, p] of Object.entries(params)) { const b = p.bind(at); const v = Object.values(b.init(key(1)))[0] as any; const name = Object.keys(b.init(key(1)))[0]!;
  time('init ' + n, () => b.init(key(1)));
  time('decode+grad ' + n, () => tf.tidy(() => { const z = tf.tensor(v.data, v.shape); tf.grad((q: tf.Tensor) => tf.sum(tf.mul(b.decode({ [name]: q }), w)))(z).dataSync(); })); }
