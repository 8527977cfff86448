import { readFileSync } from 'node:fs';

/** The examples that docs/your-model.md quotes. */
export const SCRIPTS = ['measured-model', 'onnx', 'basic-pitch'] as const;

/** An example as a block of code. */
export function quoted(name: string): string {
  const script = readFileSync(new URL(`../../examples/${name}.ts`, import.meta.url), 'utf8');
  return `\n\`\`\`ts\n${script.trim()}\n\`\`\`\n`;
}
