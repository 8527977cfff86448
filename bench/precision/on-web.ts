import { asItIs } from '@audiate/compile/internal/graph/frozen';
import type { Value } from '@audiate/compile/internal/graph/graph';
import { sourcesOf } from '@audiate/compile/internal/graph/order';
import { encodeModel } from '@audiate/compile/internal/onnx/encode';
import { runPasses } from '@audiate/compile/internal/passes';
import { type Compilable, trace } from '@audiate/compile/internal/trace/trace';
import * as runtime from 'onnxruntime-web';

/** A step whose gradient by `audio` is computed on onnxruntime-web's WebAssembly, one thread, as in a page. */
export interface OnWeb {
  run(feeds: { readonly audio: Float32Array }): Promise<{ readonly gradients: { readonly audio: Float32Array } }>;
  dispose(): void;
}

/** Compiles a function of `audio` as `compile` does, and loads it into onnxruntime-web, which runs in Node, too. */
export async function compileOnWeb(
  fn: Compilable,
  shape: readonly [batch: number, samples: number],
  precision: 'f32' | 'i8',
): Promise<OnWeb> {
  runtime.env.wasm.numThreads = 1;
  const { values, gradients } = trace(fn, { audio: { shape } }, ['audio']);
  const outputs = runPasses([...Object.values(values), gradients.audio!], undefined, { precision });
  const named = sourcesOf(outputs).map((value, i) => ({ name: `s${i}`, value }));
  const fed: Record<string, (audio: Float32Array) => runtime.Tensor> = {};
  for (const { name, value } of named) {
    const { origin } = value;
    if (origin.kind === 'input') fed[name] = (audio) => new runtime.Tensor('float32', audio, [...shape]);
    if (origin.kind === 'lifted') fed[name] = () => tensorOf(value, origin.data);
  }
  const initializers = named.flatMap(({ name, value }) => {
    const { origin } = value;
    if (origin.kind === 'frozen') return [{ name, value, data: origin.data }];
    return origin.kind === 'literal' ? [{ name, value, data: asItIs(origin.data) }] : [];
  });
  const model = encodeModel({
    inputs: named.filter(({ name }) => name in fed),
    outputs: outputs.map((value, i) => ({ name: `out${i}`, value })),
    initializers,
  });
  const session = await runtime.InferenceSession.create(model);
  return {
    async run({ audio }) {
      const feeds = Object.fromEntries(Object.entries(fed).map(([name, make]) => [name, make(audio)]));
      const answers = await session.run(feeds);
      return { gradients: { audio: answers[`out${outputs.length - 1}`]!.data as Float32Array } };
    },
    dispose: () => void session.release(),
  };
}

function tensorOf({ dtype, shape }: Value, data: unknown): runtime.Tensor {
  return new runtime.Tensor(dtype as 'float32', data as Float32Array, [...shape]);
}
