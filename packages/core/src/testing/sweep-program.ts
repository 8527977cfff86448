// A sweep as a program of its own, for tests to kill: `tsx sweep-program.ts FOLDER [LANES]`, with LANES on
// ONNX Runtime. Says each step and each target.
import * as objectives from '@audiate/objectives';
import { renderMany } from '../sweep/render-many.js';
import { toy } from './toy-render.js';

export const sweepTargets = [0, 1, 2, 3, 4, 5, 6, 7].map((channel) => objectives.channel('filters', channel));
export const sweepOptions = { ...toy.options, steps: 24, batch: 3, saveEverySeconds: 0 };

const [, script, folder, lanes] = process.argv;
if (folder && script?.endsWith('sweep-program.ts')) {
  const onStep = ({ step, done }: { step: number; done: number }) => console.log(`step ${step} done ${done}`);
  const inLanes = lanes ? { engine: 'onnxruntime' as const, concurrency: Number(lanes) } : {};
  const options = { ...sweepOptions, ...inLanes, folder, onStep };
  for await (const { target, done, of } of renderMany(toy.model, sweepTargets, options)) {
    console.log(`finished ${target} ${done}/${of}`);
  }
}
