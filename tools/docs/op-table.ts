import { elementwise } from '../../packages/compile/src/kernels/elementwise.ts';
import type { Kernels } from '../../packages/compile/src/kernels/kernel.ts';
import { layout } from '../../packages/compile/src/kernels/layout.ts';
import { named } from '../../packages/compile/src/kernels/named.ts';
import { products } from '../../packages/compile/src/kernels/products.ts';
import { reductions } from '../../packages/compile/src/kernels/reductions.ts';

const FAMILIES: readonly (readonly [file: string, kernels: Kernels])[] = [
  ['elementwise', elementwise],
  ['reductions', reductions],
  ['layout', layout],
  ['products', products],
  ['named', named],
];

/** The names of the kernels that `docs/engines.md` lists. */
export const documented = FAMILIES.flatMap(([, kernels]) => Object.keys(kernels));

/** Every kernel of TensorFlow.js that can be compiled, by the file that writes it, as a Markdown table. */
export function opTable(): string {
  const rows = FAMILIES.map(
    ([file, kernels]) =>
      `| \`${file}.ts\` | ${Object.keys(kernels)
        .sort()
        .map((name) => `\`${name}\``)
        .join(', ')} |`,
  );
  return ['| family | kernels |', '| --- | --- |', ...rows].join('\n');
}
