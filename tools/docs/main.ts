import { readFile, writeFile } from 'node:fs/promises';
import { withBlock } from './block.ts';
import { opTable } from './op-table.ts';

// Writes the parts of docs/compiler.md that the source tells: npm run docs:ops
const page = new URL('../../docs/compiler.md', import.meta.url);
await writeFile(page, withBlock(await readFile(page, 'utf8'), 'kernels', opTable()));
