import { encodeModel } from '@audiate/compile/internal/onnx/encode';
import { runPasses } from '@audiate/compile/internal/passes';
import { layOut } from '@audiate/compile/internal/session/layout';
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
  const { model: program } = layOut(outputs, { feedWeights: false, onDemand: 0 });
  const extra = { session: { disable_cpu_ep_fallback: '1' } };
  try {
    await (await InferenceSession.create(encodeModel(program), { executionProviders: ['webgpu'], extra })).release();
    return 'loaded';
  } catch (error) {
    return String(error);
  }
}
