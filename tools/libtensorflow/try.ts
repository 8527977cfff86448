import { objectives, type RenderOptions, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

// Two steps on the engine asked for, in a process of its own: prints as JSON which ran, or the one sentence why not.
const model = await tiny();
const options = { steps: 2, seconds: 0.25, engine: JSON.parse(process.argv[2]!) } satisfies RenderOptions;
try {
  const { engine, scores } = await render(model, objectives.neuron('encoder.2', 17), options);
  console.log(JSON.stringify({ engine, score: scores[0] }));
} catch (error) {
  console.log(JSON.stringify({ error: String(error) }));
}
