import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { compile } from '../compile.js';
import type { Host } from './host.js';
import { startProviders } from './start-providers.js';

/** A host whose binary knows some providers, of which those in `broken` do not start. */
function hostWith(providers: readonly string[] | undefined, broken: readonly string[] = []) {
  const asked: string[][] = [];
  const host: Host = {
    runtime: 'onnxruntime-node 9.9.9',
    where: 'in a test',
    providers,
    sharesArrays: true,
    lost: () => false,
    async load(_, { executionProviders = [] }: { executionProviders?: string[] }) {
      asked.push(executionProviders);
      if (executionProviders.some((name) => broken.includes(name))) throw new Error('no driver\nat all');
      return { run: async () => ({ y: Float32Array.of(-2) }), release: async () => {} };
    },
  };
  return { host, asked };
}

test('each provider is started once, the processor is there', async () => {
  const { host, asked } = hostWith(['cpu', 'cuda', 'webgpu']);
  await startProviders(host, ['cuda', 'cpu']);
  await startProviders(host, ['webgpu', 'cuda']);
  expect(asked).toEqual([['cuda'], ['webgpu']]);
});

test('one that the binary lacks, and one that does not start, in one sentence each; others are started all the same', async () => {
  const { host, asked } = hostWith(['cpu', 'cuda', 'webgpu'], ['cuda']);
  const lacking = startProviders(host, ['dml', 'cpu']);
  await expect(lacking).rejects.toThrow(InputError);
  await expect(lacking).rejects.toThrow(/has no execution provider "dml" on \S+; it has cpu, cuda, webgpu$/);
  const failing = startProviders(host, ['cuda', 'cpu']);
  await expect(failing).rejects.toThrow(
    /^the execution provider "cuda" does not start here \(no driver\); it needs an NVIDIA/,
  );
  await startProviders(host, ['webgpu']);
  expect(asked).toEqual([['cuda'], ['webgpu']]);
});

test('where a binary does not tell what it knows, providers are tried', async () => {
  const { host } = hostWith(undefined, ['webnn']);
  await startProviders(host, ['webgpu']);
  await expect(startProviders(host, ['webnn'])).rejects.toThrow('does not start here (no driver); leave it out');
});

test('the real binary: a provider of another platform is told before anything is compiled for it', async () => {
  const [other] = ['dml', 'coreml'].filter(
    (name) => name !== { win32: 'dml', darwin: 'coreml' }[process.platform as 'win32'],
  );
  const compiling = compile(({ x }) => x!, { inputs: { x: [2] }, executionProviders: [other!, 'cpu'] });
  await expect(compiling).rejects.toThrow(`has no execution provider "${other}"`);
});
