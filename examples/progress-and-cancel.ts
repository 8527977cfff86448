// Watch a render, stop it half-way, and go on later: the end is the same as if it had never stopped, bit for bit.
import { objectives, render, renderSteps } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const target = objectives.channel('conv.6', 12);
const options = { steps: 24, seed: 3 };

const stop = new AbortController();
const half = await render(model, target, {
  ...options,
  signal: stop.signal,
  onStep({ step, steps, total, remainingMs }) {
    console.log(`${step + 1}/${steps}  score ${total[0]!.toFixed(3)}  ${(remainingMs / 1000).toFixed(1)} s left`);
    if (step === 11) stop.abort();
  },
});
console.log(`${half.stopped} after ${half.state.step} steps`);

// The generator gives the same steps to a loop of your own.
let resumed = half.audio;
for await (const step of renderSteps(model, target, { ...options, resume: half.state })) {
  if (step.result) resumed = step.result.audio;
}

const whole = await render(model, target, options);
const same = whole.audio[0]!.every((x, i) => x === resumed[0]![i]);
console.log(same ? 'resumed and uninterrupted renders are the same' : 'they differ');
if (!same) process.exitCode = 1;
