import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { workQueue } from '../queue/work-queue.js';

// A machine of a test: works on the queue of the folder and port that it is given, and tells each chunk on a line.
const [folder, port] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
const model = (await tiny()) as ModelAdapter;
console.log('ready');
const finished = await workQueue(folder!, model, {
  connection,
  engine: 'cpu',
  deadAfterSeconds: 5,
  saveEverySeconds: 0,
  onChunk: (chunk, failed) => console.log(failed ? `failed ${chunk}: ${failed.message}` : `chunk ${chunk}`),
});
console.log(`finished ${finished}`);
