import { readFile, writeFile } from 'node:fs/promises';
import { withBlock } from './block.ts';
import { opTable } from './op-table.ts';
import { quoted, SCRIPTS } from './your-model.ts';

// Writes the parts of docs/compiler.md and docs/your-model.md that the source tells: npm run docs:ops
const rewrite = async (name: string, change: (text: string) => string) => {
  const page = new URL(`../../docs/${name}.md`, import.meta.url);
  await writeFile(page, change(await readFile(page, 'utf8')));
};
await rewrite('compiler', (text) => withBlock(text, 'kernels', opTable()));
await rewrite('your-model', (text) => SCRIPTS.reduce((page, name) => withBlock(page, name, quoted(name)), text));
