import { objectives, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

/** Three steps on the embedded model, in one sentence. */
export async function job(engine = 'auto') {
  try {
    const model = await tiny();
    const result = await render(model, objectives.neuron('encoder.1', 17), { steps: 3, seed: 1, engine });
    const { name, detail, passedOver } = result.engine;
    const why = passedOver.map((other) => `${other.name}: ${other.why}`).join('; ');
    return `done ${name} (${detail}): ${result.history.length} steps; passed over ${why}`;
  } catch (error) {
    return `failed ${error.stack}`;
  }
}
