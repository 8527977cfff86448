// Scans so many clips, made on the spot, and tells its peak of memory: `node memory-scan.js <clips>`.
import { toyModel } from '@audiate/protocol/testing';
import { scan } from '../scan/scan.js';

const count = Number(process.argv[2]);
// Not `maxRSS`, which begins with that of the process that started this one.
let peak = 0;
async function* corpus() {
  for (let i = 0; i < count; i++) {
    const sound = () => {
      peak = Math.max(peak, process.memoryUsage.rss());
      return Float32Array.from({ length: 16_000 }, (_, t) => Math.sin(t * (0.01 + (i % 97) * 1e-3) + i));
    };
    yield { file: `speaker-${i % 100}/chapter-${i % 1000}/utterance-${i}.flac`, sound };
  }
}
const { facts } = await scan(toyModel(), corpus(), { layers: ['filters', 'energies'], engine: 'cpu' });
console.log(JSON.stringify({ heard: facts.clips, bytes: peak }));
