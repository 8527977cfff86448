import { channel, sparsity } from '@audiate/objectives';
import { InputError } from '@audiate/protocol';
import { standard } from '@audiate/transforms';
import { expect, test } from 'vitest';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { scores } from '../scores/scores.js';
import { toy } from '../testing/toy-render.js';
import { clean } from './clean.js';

const { transforms: _, ...options } = toy.options as typeof toy.options & { transforms?: unknown };

test('renders, and replays from its recipe', async () => {
  const result = await render(toy.model, toy.objective, { ...options, transforms: clean(), samples: 1280, steps: 3 });
  expect(result.recipe.transforms).toEqual(clean().spec);
  const again = await replay(JSON.parse(JSON.stringify(result.recipe)), { model: toy.model });
  expect(again.audio).toEqual(result.audio);
});

test('is the standard stack behind a penalty, whose share is told', () => {
  const [penalty, stack] = clean({ share: 0.1 }).spec.transforms as unknown as [unknown, unknown];
  expect(stack).toEqual(standard().spec);
  expect(penalty).toMatchObject({ kind: 'ramp', steps: 8, transform: { kind: 'regularize', share: 0.1 } });
  expect(clean()).not.toEqual(clean({ share: 0.1 }));
  expect(() => clean({ share: -1 })).toThrow(InputError);
});

test('clears the sound around an event, and leaves the score plain', async () => {
  const climbed = { ...options, transforms: clean(), samples: 1280, steps: 48, seed: 2 };
  const held = channel('energies', 3);
  const plain = await render(toy.model, held, { ...climbed, transforms: standard() });
  const sparse = await render(toy.model, held, climbed);
  expect(Object.keys(sparse.history[0]!.terms)).toEqual(Object.keys(plain.history[0]!.terms));
  expect(sparse.scores[0]!).toBeGreaterThan(0.5 * plain.scores[0]!);
  const sparsityOf = async ({ audio }: typeof plain) => (await scores(toy.model, audio, sparsity())).total[0]!;
  expect(await sparsityOf(sparse)).toBeGreaterThan(await sparsityOf(plain));
});
