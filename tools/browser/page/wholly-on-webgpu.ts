import { sourcesOf } from '@audiate/compile/internal/graph/order';
import { encodeModel } from '@audiate/compile/internal/onnx/encode';
import { runPasses } from '@audiate/compile/internal/passes';
import { trace } from '@audiate/compile/internal/trace/trace';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession } from 'onnxruntime-web/webgpu';
import { embedded } from './embedded.js';

/** Loads the embedded model's gradient on WebGPU, where no node may fall back to the CPU: what ONNX Runtime says to it. */
export async function whollyOnWebgpu(): Promise<string> {
  const model = await embedded();
  const score = ({ heard }: Record<string, tf.Tensor>) =>
    tf.mean(tf.square(model.forward(heard as tf.Tensor2D, ['logits']).logits));
  const { values, gradients } = trace(score, { heard: { shape: [1, 2_000] } }, ['heard']);
  const outputs = runPasses([...Object.values(values), ...Object.values(gradients)], ['webgpu']);
  const named = sourcesOf(outputs).map((value, i) => ({ name: `s${i}`, value }));
  const initializers = named.flatMap(({ name, value }) => {
    const { origin } = value;
    return origin.kind === 'literal' || origin.kind === 'frozen' ? [{ name, value, data: origin.data }] : [];
  });
  const given = new Set(initializers.map(({ value }) => value));
  const program = {
    inputs: named.filter(({ value }) => !given.has(value)),
    outputs: outputs.map((value, i) => ({ name: `out${i}`, value })),
    initializers,
  };
  const extra = { session: { disable_cpu_ep_fallback: '1' } };
  try {
    await (await InferenceSession.create(encodeModel(program), { executionProviders: ['webgpu'], extra })).release();
    return 'loaded';
  } catch (error) {
    return String(error);
  }
}
