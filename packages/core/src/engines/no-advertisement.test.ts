import { expect, test, vi } from 'vitest';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';

test('a render prints nothing', async () => {
  const said = [];
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    said.push(vi.spyOn(console, method).mockImplementation(() => {}));
  }
  for (const engine of ['auto', 'wasm', 'cpu'] as const) {
    await render(toy.model, toy.objective, { ...toy.options, engine, steps: 1 });
  }
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});
