import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { workQueue } from '@audiate/atlas/queue';
import type { ModelAdapter } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

// A machine of the benchmark: loads the model, waits for a line, and works on the queue until it is empty.
const [folder, host, port, threads, concurrency] = process.argv.slice(2);
const model = (await tiny()) as ModelAdapter;
console.log('ready');
await once(createInterface(process.stdin), 'line');
const finished = await workQueue(folder!, model, {
  connection: { host: host!, port: Number(port), maxRetriesPerRequest: null },
  engine: { name: 'onnxruntime', threads: Number(threads) },
  concurrency: concurrency === 'auto' ? 'auto' : Number(concurrency),
  onChunk: () => console.log('chunk'),
});
console.log(`finished ${finished}`);
process.exit();
