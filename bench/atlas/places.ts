// How long the map of an atlas takes: places of made-up units by UMAP, in seconds, the longest turn of the event loop, and memory.
// Units do at each moment what a few hidden causes of their group do, beside noise of their own; a profile is 1,024 moments that are
// projected, as `audiate atlas hear` has it. `npm run bench:atlas:places -- --units 60000`
import { parseArgs } from 'node:util';
import { likenessOf } from '@audiate/atlas/internal/hear/likeness';
import { placeUnits } from '@audiate/atlas/internal/hear/place-units';
import { fold, key, normal, uniform } from '@audiate/protocol';
import { describeMachine, thisMachine } from '../machine.ts';

const { values: flags } = parseArgs({ options: { units: { type: 'string', default: '60000' } } });
const units = Number(flags.units);
const MOMENTS = 1024;
const GROUPS = 120;
const CAUSES = 3;

const causes = normal(key(1), GROUPS * CAUSES * MOMENTS);
const vectorOf = likenessOf(MOMENTS);
const vectors = Array.from({ length: units }, (_, unit) => {
  const own = normal(fold(key(2), unit), MOMENTS);
  const [of, ...shares] = uniform(fold(key(3), unit), 1 + CAUSES);
  const group = Math.floor(of! * GROUPS);
  const moments = own.map((noise, m) =>
    shares.reduce((sum, share, c) => sum + share * causes[(group * CAUSES + c) * MOMENTS + m]!, 0.5 * noise),
  );
  return vectorOf({ channels: 1, moments, windows: new Float32Array() }, 0);
});

let [longest, before] = [0, performance.now()];
const looking = setInterval(() => {
  longest = Math.max(longest, performance.now() - before - 10);
  before = performance.now();
}, 10);
const began = performance.now();
let first = 0;
before = began;
await placeUnits(vectors, {
  onProgress() {
    first ||= performance.now() - began;
  },
});
const seconds = (ms: number) => (ms / 1000).toFixed(1);
const all = performance.now() - began;
await new Promise((resolve) => setTimeout(resolve, 20));
clearInterval(looking);
const { maxRSS } = process.resourceUsage();
console.log(describeMachine(thisMachine()));
console.log(
  `${units} units: ${seconds(all)} s, of them ${seconds(first)} s until the first is told; the event loop was held ${seconds(longest)} s at most; ${Math.round(maxRSS / 1024)} MB at most`,
);
