import { createRequire } from 'node:module';
import { objectives, type RenderOptions, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

// Two steps on the engine asked for, in a process of its own: prints as JSON which ran, or the one sentence why not.
const [engine, imported] = process.argv.slice(2);
if (imported) createRequire(import.meta.url)(imported); // as a user does before the first render
const model = await tiny();
const options = { steps: 2, seconds: 0.25, engine: JSON.parse(engine!) } satisfies RenderOptions;
try {
  const result = await render(model, objectives.neuron('encoder.2', 17), options);
  console.log(JSON.stringify({ engine: result.engine, score: result.scores[0] }));
} catch (error) {
  console.log(JSON.stringify({ error: String(error) }));
}
