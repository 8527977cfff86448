import * as objectives from '@audiate/objectives';
import { joinModels, type ModelAdapter } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { expectAsOnCpu } from '../testing/expect-as-on-cpu.js';
import { speaker } from '../testing/targets.js';
import { toy } from '../testing/toy-render.js';

const { channel, neuron, logit, scale, sparsity, sum, within } = objectives;
const few = toyModel({ channels: 3 });
const joined = joinModels({ few, speaker }) as unknown as ModelAdapter;
const both = sum(within('few', neuron('filters', 1)), within('speaker', logit('D')), scale(sparsity(), 0.5));

test.each(['wasm', 'onnxruntime'] as const)('%s: joined models are climbed as on cpu', async (engine) => {
  await expectAsOnCpu(engine, joined, both);
});

test('a sound for both excites each of them more than a sound for the other does', async () => {
  const [few, speaker] = [within('few', channel('filters', 1)), within('speaker', logit('D'))];
  // At weight 0 a term is recorded, not climbed.
  const scores = async (ofFew: number, ofSpeaker: number) => {
    const target = sum(scale(few, ofFew), scale(speaker, ofSpeaker));
    const { history } = await render(joined, target, { ...toy.options, steps: 48 });
    const [mine, yours] = Object.values(history.at(-1)!.terms);
    return [mine![0]!, yours![0]!] as const;
  };
  const [both, first, second] = [await scores(1, 1), await scores(1, 0), await scores(0, 1)];
  expect(both[0]).toBeGreaterThan(second[0] + 0.05);
  expect(both[1]).toBeGreaterThan(first[1] + 0.05);
});

test('a recipe replays through the models joined anew, and refuses them under other names', async () => {
  const { audio, recipe } = await render(joined, both, toy.options);
  const saved = JSON.parse(JSON.stringify(recipe));
  expect((await replay(saved, { model: joinModels({ few, speaker }) as unknown as ModelAdapter })).audio).toEqual(
    audio,
  );
  const renamed = joinModels({ few, other: speaker }) as unknown as ModelAdapter;
  await expect(replay(saved, { model: renamed })).rejects.toThrow(/the recipe was made with "few: toy, speaker: toy"/);
});
