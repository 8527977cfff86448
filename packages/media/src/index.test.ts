import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const index = new URL('./index.ts', import.meta.url).href;

/**
 * Tells every module of Node that a file other than the runner's own asks for. Packages are resolved as for a browser:
 * some (fflate) have another entry for Node.
 */
const hooks = `
import { isBuiltin } from 'node:module';
export async function resolve(specifier, context, next) {
  if (isBuiltin(specifier) && !/node_modules\\/(tsx|esbuild|get-tsconfig)\\//.test(context.parentURL ?? '')) {
    process._rawDebug('ASKED ' + specifier);
  }
  const conditions = context.conditions.filter((condition) => condition !== 'node' && condition !== 'node-addons');
  return next(specifier, { ...context, conditions: [...conditions, 'browser'] });
}`;

const watch = `const { getBuiltinModule } = process;
  process.getBuiltinModule = (name) => (process._rawDebug('ASKED ' + name), getBuiltinModule(name));`;

/** The modules of Node that a program asks for once it has imported the package. */
function modulesAskedFor(program: string): string[] {
  const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
  const args = [
    '--conditions=@audiate/source',
    '--import',
    'tsx',
    '--import',
    `data:text/javascript,${encodeURIComponent(register)}`,
    '--input-type=module',
    '-e',
    `const media = await import(${JSON.stringify(index)});\n${watch}\n${program}\nprocess._rawDebug('DONE');`,
  ];
  const { stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  });
  expect(stderr).toContain('DONE');
  expect(status).toBe(0);
  return [...stderr.matchAll(/^ASKED (.*)$/gm)].map(([, name]) => name!);
}

test('hearing and looking ask for no module of Node', () => {
  const program = `
    const audio = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i));
    media.decodeWav(media.encodeWav(media.playbackCopy(audio, { sampleRate: 8000 }), { sampleRate: 8000 }));
    await media.readSound(media.encodeWav(audio, { sampleRate: 44100 }), { sampleRate: 16000 });
    media.spectrogram(audio, { sampleRate: 8000 });
    media.picture(audio, { sampleRate: 8000, title: 'x' });
    media.page({ title: 'x', cards: [{ title: 'x', audio, sampleRate: 8000, facts: [] }] });`;
  expect(modulesAskedFor(program)).toEqual([]);
});

test('writing a file does', () => {
  const asked = modulesAskedFor(`await media.writeWhole('', new Map()).catch(() => {});
    await media.writeWhole('/dev/null/x', new Map()).catch(() => {});`);
  expect(new Set(asked)).toEqual(new Set(['node:fs/promises', 'node:os', 'node:path']));
});
