import { execFileSync } from 'node:child_process';
import { copyFile, cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'tsup';

// Writes the folder that a GPU machine without network needs: the programs as bundles, ONNX Runtime's binary for Linux x64,
// Node, a Vulkan loader and the files that name NVIDIA's driver to it. Large binaries are packed, so that all is small.
const { values } = parseArgs({ options: { out: { type: 'string', default: 'out/gpu' } } });
const out = values.out;
const root = fileURLToPath(new URL('../..', import.meta.url));
const LIBRARIES = '/usr/lib/x86_64-linux-gnu';
const MOST_BYTES = 64 * 2 ** 20;

await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'lib'), { recursive: true });

await build({
  config: false,
  entry: ['agreement', 'measure', 'report'].map((name) => join(root, 'tools/gpu', `${name}.ts`)),
  outDir: join(out, 'app/bin'),
  format: 'esm',
  platform: 'node',
  target: 'node20',
  splitting: true,
  silent: true,
  external: ['onnxruntime-node', 'onnxruntime-web'],
  noExternal: [/^(?!onnxruntime)/],
  outExtension: () => ({ js: '.mjs' }),
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  esbuildOptions(options) {
    options.conditions = ['@audiate/source', 'node', 'import', 'module'];
  },
});

// Models lie where a bundle that was made of the sources looks for them.
const tiny = join(root, 'packages/wav2vec2-tiny/models/tiny');
await cp(tiny, join(out, 'models/tiny'), { recursive: true });
const config = join(out, 'app/packages/wav2vec2-tiny/models/tiny');
await mkdir(config, { recursive: true });
await copyFile(join(tiny, 'config.json'), join(config, 'config.json'));

/** Copies parts of an installed package. */
async function copyPackage(name: string, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await cp(join(root, 'node_modules', name, part), join(out, 'node_modules', name, part), {
      recursive: true,
      dereference: true,
      filter: (path) => !/\.(map|d\.ts)$/.test(path),
    });
  }
}
await copyPackage('onnxruntime-common', ['package.json', 'dist/cjs']);
await copyPackage('onnxruntime-node', ['package.json', 'dist', 'bin/napi-v6/linux/x64']);
const compiler = join(out, 'node_modules/@audiate/compile');
await mkdir(compiler, { recursive: true });
await copyFile(join(root, 'packages/compile/src/session/worker.js'), join(compiler, 'worker.js'));
const exported = { name: '@audiate/compile', type: 'module', exports: { './worker': './worker.js' } };
await writeFile(join(compiler, 'package.json'), JSON.stringify(exported));

const RUNTIME = 'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1';
execFileSync('xz', ['-3', join(out, RUNTIME)]);
const node = join(out, 'node');
execFileSync('strip', ['-o', node, process.execPath]);
execFileSync('xz', ['-3', node]);

// The Vulkan loader, and what NVIDIA's library of GLX wants where no X is installed.
for (const name of ['libvulkan.so.1', 'libX11.so.6', 'libXext.so.6', 'libxcb.so.1', 'libXau.so.6', 'libXdmcp.so.6']) {
  await copyFile(join(LIBRARIES, name), join(out, 'lib', name));
}
for (const name of ['libbsd.so.0', 'libmd.so.0']) {
  await copyFile(join(LIBRARIES, name), join(out, 'lib', name)).catch(() => {});
}
for (const library of ['libGLX_nvidia.so.0', 'libEGL_nvidia.so.0']) {
  const driver = { file_format_version: '1.0.0', ICD: { library_path: library, api_version: '1.3.0' } };
  await writeFile(join(out, `${library.slice(3, 6).toLowerCase()}_nvidia_icd.json`), JSON.stringify(driver));
}
for (const name of ['torch_cuda.py', 'torch_wav2vec2.py']) {
  await copyFile(join(root, 'tools/gpu', name), join(out, name));
}
await copyFile(join(root, 'bench/torch_formulations.py'), join(out, 'torch_formulations.py'));

const files = await readdir(out, { recursive: true, withFileTypes: true });
const sizes = await Promise.all(
  files.filter((file) => file.isFile()).map(async (file) => (await stat(join(file.parentPath, file.name))).size),
);
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(`${out}: ${(total / 2 ** 20).toFixed(1)} MiB in ${sizes.length} files`);
if (total > MOST_BYTES) throw new Error(`the folder is larger than ${MOST_BYTES / 2 ** 20} MiB, which a run may carry`);
