import { compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';

/** How often the page's event loop turns during one run of a program that takes long: once or twice where the run blocks it. */
export async function turnsOfOneRun(): Promise<number> {
  const side = 512;
  await tf.setBackend('cpu');
  const program = await compile(
    ({ x }) => {
      let power: tf.Tensor = x!;
      for (let i = 0; i < 12; i++) power = tf.tanh(tf.matMul(power as tf.Tensor2D, x as tf.Tensor2D));
      return tf.sum(power);
    },
    { inputs: { x: [side, side] } },
  );
  const { port1, port2 } = new MessageChannel();
  let [turns, computing] = [0, true];
  port1.onmessage = () => {
    turns += 1;
    if (computing) port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  await program.run({ x: new Float32Array(side * side).fill(1e-3) });
  computing = false;
  program.dispose();
  return turns;
}
