// A scan that is killed at its n-th moment, or told to count them: a use of the disk, or a sound that is read.
// `node killed-scan.js <n or 0> <folder>`.
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { killedCorpus, killedModel, killedOptions } from './killed-corpus.js';

const [at, folder] = process.argv.slice(2) as [string, string];
let moments = 0;

type Call = (...args: never[]) => Promise<unknown>;

/** Counts a moment. The one that is the last is done by half. */
function counted(call: Call, half?: Call): Call {
  return async (...args) => {
    if (++moments === Number(at)) {
      await half?.(...args);
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => {});
    }
    return call(...args);
  };
}

const real = { ...fs };
const open = async (...args: Parameters<typeof fs.open>): Promise<FileHandle> => {
  const handle = await real.open(...args);
  const [write, sync] = [handle.writeFile, handle.sync].map((call) => call.bind(handle) as Call);
  const half = (bytes: Uint8Array) =>
    (write as (bytes: Uint8Array) => Promise<unknown>)(bytes.slice(0, bytes.length / 2));
  return Object.assign(handle, { writeFile: counted(write!, half), sync: counted(sync!) });
};
for (const name of ['rename', 'mkdir', 'rm', 'readdir', 'readFile'] as const) {
  Object.assign(fs, { [name]: counted(real[name] as Call) });
}
Object.assign(fs, { open: counted(open as Call) });
syncBuiltinESMExports();

const { scan } = await import('../scan/scan.js');
const corpus = killedCorpus().map((clip) => ({
  ...clip,
  sound: counted(clip.sound as Call) as () => Promise<Float32Array>,
}));
await scan(killedModel(), corpus, { ...killedOptions, out: folder });
console.log(moments);
