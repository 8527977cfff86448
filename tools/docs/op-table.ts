import { elementwise } from '@audiate/compile/internal/kernels/elementwise';
import type { Kernels } from '@audiate/compile/internal/kernels/kernel';
import { layout } from '@audiate/compile/internal/kernels/layout';
import { named } from '@audiate/compile/internal/kernels/named';
import { products } from '@audiate/compile/internal/kernels/products';
import { reductions } from '@audiate/compile/internal/kernels/reductions';

const FAMILIES: readonly (readonly [file: string, kernels: Kernels])[] = [
  ['elementwise', elementwise],
  ['reductions', reductions],
  ['layout', layout],
  ['products', products],
  ['named', named],
];

/** The names of the kernels that `docs/compiler.md` lists. */
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
