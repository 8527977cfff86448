import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A Vulkan driver: the one that is named, else the GPU made of software that comes with Debian's Chromium. */
const driver = process.env.VK_ICD_FILENAMES ?? '/usr/lib/chromium/vk_swiftshader_icd.json';
/** Where a driver is named, as CI does, it must be there. */
const hasDriver = process.env.VK_ICD_FILENAMES !== undefined || existsSync(driver);

const tsx = createRequire(import.meta.url).resolve('tsx/cli');
const agreement = new URL('./agreement.ts', import.meta.url).pathname;

/** What the program prints, line by line; rejects where it crashes, also at its end, or where devices differ. */
async function agree(...options: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [tsx, '--conditions=@audiate/source', agreement, ...options],
    { env: { ...process.env, VK_ICD_FILENAMES: driver, NODE_OPTIONS: '' } },
  );
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test.skipIf(!hasDriver)(
  'WebGPU in Node: whole programs on it, scores, gradients and a render as on the processor',
  async () => {
    const found = await agree('--samples', '1200', '--layers', 'conv.6,encoder.2,logits');
    expect(found.map(({ what, layer }) => layer ?? what)).toEqual([
      'conv.6',
      'encoder.2',
      'logits',
      'refusal',
      'render',
    ]);
    for (const fact of found) expect(fact).toMatchObject({ agrees: true });
    for (const fact of found.slice(0, 3)) expect(fact).toMatchObject({ whole: true });
    expect(found[3]!.why).toBe(
      'the program has operations that "webgpu" can\'t compute; add "cpu" at the end of executionProviders, which computes them on the processor',
    );
    expect(found[4]).toMatchObject({
      engine: expect.stringMatching(/^onnxruntime-node .*, on webgpu, cpu$/),
      settings: { name: 'onnxruntime', executionProviders: ['webgpu', 'cpu'] },
    });
  },
);
