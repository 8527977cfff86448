// Reads mutated files and tells how each was met: `node hostile-run.js <index or shard> <count>`.
import { meet } from './hostile-files.js';

const [kind, count] = process.argv.slice(2) as ['index' | 'shard', string];
console.log(JSON.stringify(await meet(kind, { from: 1_000, count: Number(count) })));
