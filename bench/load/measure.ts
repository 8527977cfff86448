import { loadWav2Vec2, type Wav2Vec2Layer } from '@audiate/models-wav2vec2';

// One load in a process of its own, so that its peak of memory is its own: folder, then the deepest layer or nothing.
const [folder, upTo] = process.argv.slice(2);
const resident = () => process.resourceUsage().maxRSS * 1024;
const before = resident();
const start = performance.now();
let longest = 0;
let last = start;
const pulse = setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
}, 1);
const model = await loadWav2Vec2(folder!, upTo ? { upTo: upTo as Wav2Vec2Layer } : {});
const ms = performance.now() - start;
clearInterval(pulse);
console.log(JSON.stringify({ ms, before, peak: resident(), longest, layers: Object.keys(model.layers).length }));
