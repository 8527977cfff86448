import { createBuilder } from '../graph/builder.js';
import { encodeModel } from '../onnx/encode.js';
import type { Host } from './host.js';

/**
 * Runs a program of one operation: a binary, or an execution provider of it, may load and yet not compute.
 * @throws Error what ONNX Runtime says, or what it takes 2 to be turned into.
 */
export async function tryOut(host: Host, options: object = {}): Promise<void> {
  const extent = { shape: [1], dtype: 'float32' } as const;
  const build = createBuilder();
  const x = build.input('x', extent);
  const model = {
    inputs: [{ name: 'x', value: x }],
    outputs: [{ name: 'y', value: build.one('Neg', [x], extent) }],
    initializers: [],
  };
  const program = await host.load(encodeModel(model), options);
  try {
    const { y } = await program.run({ x: { ...extent, data: Float32Array.of(2) } });
    if (y?.[0] !== -2) throw new Error(`-2 is ${y?.[0]} to it`);
  } finally {
    await program.release();
  }
}
