import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * Builds a program of this folder into one plain file, so that a child starts in a moment.
 * @returns where the file is.
 */
export async function buildProgram(name: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@audiate/source'] },
    ssr: { noExternal: true, resolve: { conditions: ['@audiate/source'] } },
    build: { ssr: join(import.meta.dirname, name), outDir, rollupOptions: { output: { codeSplitting: false } } },
  });
  return join(outDir, readdirSync(outDir).find((file) => /\.m?js$/.test(file))!);
}
