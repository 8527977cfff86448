import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const ENTRY = fileURLToPath(new URL('../../packages/evaluate/src/listening-test/page/main.ts', import.meta.url));

/** The text of script-data.ts: the page's program, bundled from listening-test/page/, and its hash. */
export async function scriptData(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'audiate-page-script-'));
  try {
    await build({
      entry: { main: ENTRY },
      outDir: folder,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      minify: true,
      treeshake: false,
      config: false,
      silent: true,
      esbuildOptions: (options) => {
        options.charset = 'ascii';
      },
    });
    const script = readFileSync(join(folder, 'main.global.js'), 'utf8').trim();
    if (/<\/script|<!--/i.test(script)) throw new Error('the program of the page would end its element');
    const hash = createHash('sha256').update(script).digest('base64');
    return `// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates of the program.
// Written by tools/listening-test/main.ts from listening-test/page/. Don't edit.

/** The program of the page of a listening test. */
export const SCRIPT = ${JSON.stringify(script)};

/** SHA-256 of {@link SCRIPT}, for the page's Content-Security-Policy. */
export const SCRIPT_HASH = 'sha256-${hash}';
`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
