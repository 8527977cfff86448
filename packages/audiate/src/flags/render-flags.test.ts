import { objectives, param, transforms } from '@audiate/core';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { combinationsOf } from '../rendering/combinations.js';
import { withPenalties } from './penalty.js';
import { addRenderFlags, type RenderFlags, renderOptions, type SweepFlags, settingsOf } from './render-flags.js';

function parsed<T>(argv: readonly string[], options: Parameters<typeof addRenderFlags>[1] = {}): T {
  return addRenderFlags(new Command('render'), options)
    .parse([...argv], { from: 'user' })
    .opts() as T;
}

test('flags stand for the options of a render; what is not given is left to it', () => {
  expect(renderOptions(parsed<RenderFlags>([]))).toEqual({ steps: 64, seconds: 1, seed: 0, batch: 8 });
  const words = '--param stft --prior pink --transforms standard --optimizer adam --learning-rate 0.02 --draws 2';
  const more = '--restarts 3 --plateau 16 --every 4 --chunk 2 --concurrency auto --level raw --seconds 0.5 --seed 7';
  const {
    param: way,
    transforms: stack,
    optimizer,
    ...rest
  } = renderOptions(parsed<RenderFlags>(`${words} ${more}`.split(' ')));
  expect(way!.spec).toEqual(param.rms(param.stft({ prior: 'pink' })).spec);
  expect(stack!.spec).toEqual(transforms.standard().spec);
  expect(optimizer!.spec.kind).toBe('adam');
  expect(rest).toEqual({
    ...{ steps: 64, seconds: 0.5, seed: 7, batch: 8, learningRate: 0.02, draws: 2, restarts: 3, every: 4, chunk: 2 },
    ...{ plateau: { steps: 16 }, concurrency: 'auto', level: 'raw' },
  });
  expect(renderOptions(parsed<RenderFlags>(['--prior', 'flat'])).param!.spec).toEqual(
    param.rms(param.spectrum({ prior: 'flat' })).spec,
  );
});

test('penalties are added with their weights', () => {
  const { penalty } = parsed<RenderFlags>(['--penalty', 'sparsity=30', '--penalty', 'energy', '--at', '250ms']);
  const terms = withPenalties(objectives.channel('encoder.1', 2), penalty!).terms;
  expect(terms.map(({ weight, term }) => [weight, term.description])).toEqual([
    [1, 'channel(encoder.1, 2)'],
    [30, 'sparsity()'],
    [1, 'energy()'],
  ]);
});

test('in a sweep they take several values, and each combination has settings and a name of its own', () => {
  const flags = parsed<SweepFlags>(['--param', 'stft,cppn', '--steps', '2,4', '--seed', '5'], { several: true });
  const combinations = combinationsOf(flags, 2);
  expect(combinations).toHaveLength(8);
  expect(combinations.slice(0, 3).map(({ name }) => name)).toEqual([
    'seed-5_steps-2_param-stft',
    'seed-6_steps-2_param-stft',
    'seed-5_steps-2_param-cppn',
  ]);
  expect(settingsOf(combinations[2]!.flags)).toEqual({ steps: 2, seconds: 1, seed: 5, batch: 8, param: 'cppn' });
  expect(new Set(combinations.map(({ name }) => name)).size).toBe(8);
});
