// Every option of every kind, damaged in every way that JSON allows: a part comes out that binds, or one sentence.
import { readFileSync } from 'node:fs';
import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import { type Context, InputError, type Json, type Part, type Spec } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { Recipe } from './recipe.js';
import { recipeReviver } from './revive.js';

const { arrays, rows }: { readonly arrays: readonly string[]; readonly rows: readonly { readonly recipe: Recipe }[] } =
  JSON.parse(readFileSync(new URL('../../../../fixtures/recipes/format-1.json', import.meta.url), 'utf8'));

const score = (name: string) => objectives.custom(name, [], (_, raw) => tf.sum(raw, 1)).terms[0]!.term;
const waves = { init: () => ({}), decode: (_: unknown, { batch, samples }: Context) => tf.zeros([batch, samples]) };
const revive = recipeReviver({
  parts: {
    'two tones': param.custom('two tones', waves),
    fade: transforms.custom('fade', (audio) => audio),
    power: score('power'),
    quiet: score('quiet'),
  },
  arrays: arrays.map((base64) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)),
});

let deep: Json = 0;
for (let i = 0; i < 300; i++) deep = [deep];
const DAMAGES: readonly (Json | undefined)[] = [
  ...[undefined, null, true, -1, 1e9, '', 'x', [], [null], {}, deep],
  ...[{ length: 3, hash: 'a' }, { kind: 'none' }, { kind: 'x' }, [{ weight: 1, term: { kind: 'energy' } }]],
];

/** Every spec of a field, those of its nested parts too, one of each kind and set of options. */
function specsOf(field: (recipe: Recipe) => readonly Spec[]): Spec[] {
  const found = new Map<string, Spec>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { kind } = value as Spec;
    if (typeof kind === 'string') found.set(Object.keys(value).join() + kind, value as Spec);
    for (const inner of Object.values(value)) collect(inner);
  };
  for (const { recipe } of rows) collect(field(recipe));
  return [...found.values()].filter(({ kind }) => kind !== 'custom');
}

const model = toyModel();

type Made = Partial<Part<unknown>> & Pick<Part<unknown>, 'spec'>;

describe.each<[string, Spec[], (spec: Spec) => Made]>([
  ['param', specsOf(({ param }) => [param]), revive.param],
  ['transforms', specsOf(({ transforms }) => [transforms]), revive.transforms],
  ['objective', specsOf(({ objective }) => objective.map(({ term }) => term)), revive.term],
  ['optimizer', specsOf(({ optimizer }) => [optimizer]), revive.optimizer],
])('%s', (_, specs, make) => {
  test.each(specs.map((spec) => [`${spec.kind}(${Object.keys(spec)})`, spec] as const))('%s', (_, spec) => {
    for (const option of Object.keys(spec).filter((name) => name !== 'kind')) {
      for (const damage of DAMAGES) {
        const { [option]: _, ...rest } = spec;
        const damaged = (damage === undefined ? rest : { ...rest, [option]: damage }) as Spec;
        try {
          const made = make(damaged);
          expect(made.spec.kind).toBe(spec.kind);
          made.bind?.({ model, batch: 2, samples: 320 });
        } catch (error) {
          expect(error, `${option}: ${JSON.stringify(damage)?.slice(0, 80)}`).toBeInstanceOf(InputError);
        }
      }
    }
  });
});
