import { expect } from 'vitest';
import type { EngineName } from '../engines/engine.js';
import { render } from '../render/render.js';
import { compared } from './expect-as-on-cpu.js';
import { toy } from './toy-render.js';

/** Expects of an engine the same bits again, and after a pause. */
export async function expectSameBits(engine: EngineName): Promise<void> {
  const { model, objective } = toy;
  const options = { ...compared, engine };
  const whole = await render(model, objective, options);
  const again = await render(model, objective, options);
  expect(again.audio).toEqual(whole.audio);
  expect(again.history).toEqual(whole.history);
  const stop = new AbortController();
  const half = await render(model, objective, {
    ...options,
    signal: stop.signal,
    onStep: ({ step }) => {
      if (step === 1) stop.abort();
    },
  });
  expect(half.stopped).toBe('aborted');
  const resumed = await render(model, objective, { ...options, resume: half.state });
  expect(resumed.audio).toEqual(whole.audio);
}
