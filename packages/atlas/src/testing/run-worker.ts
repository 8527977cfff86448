import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { runAtlas } from '../run/run-atlas.js';

// A machine of a test: runs the plan of the folder that it is given, and tells on a line when it is amid a chunk, and how it ended.
const [folder] = process.argv.slice(2);
const model = (await tiny()) as ModelAdapter;
let amid = false;
const { stopped, failed } = await runAtlas(folder!, model, {
  engine: 'cpu',
  deadAfterSeconds: 5,
  onProgress({ done }) {
    if (amid || done % 1 === 0) return;
    amid = true;
    console.log('amid');
  },
});
console.log(JSON.stringify({ stopped, failed: failed.length }));
