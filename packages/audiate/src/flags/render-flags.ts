import type { ManyOptions } from '@audiate/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Moment } from '../target/objectives-of.js';
import { listOf, oneOf, type Reading, valueFlag } from './choices.js';
import { moment } from './moment.js';
import { positive, whole } from './numbers.js';
import {
  OPTIMIZERS,
  type OptimizerName,
  optimizerOf,
  PARAMS,
  type ParamName,
  PRIORS,
  type PriorName,
  paramOf,
  TRANSFORMS,
  type TransformsName,
  transformsOf,
} from './parts.js';
import { PENALTY_NAMES, type Penalty, penalty } from './penalty.js';

/** What may differ between the sounds of a sweep. */
export interface Varied {
  readonly steps: number;
  readonly seconds: number;
  readonly param?: ParamName;
  readonly prior?: PriorName;
  readonly transforms?: TransformsName;
  readonly optimizer?: OptimizerName;
  readonly learningRate?: number;
  readonly draws?: number;
}

/** What is the same for all sounds of a command. */
interface Shared {
  readonly seed: number;
  readonly batch: number;
  readonly at?: Moment;
  readonly penalty?: readonly Penalty[];
  readonly restarts?: number;
  readonly plateau?: number;
  readonly every?: number;
  readonly chunk?: number;
  readonly concurrency?: number | 'auto';
  readonly level?: 'unclipped' | 'raw';
}

/** The flags that say how sounds are rendered. */
export interface RenderFlags extends Varied, Shared {}

/** The same where those that may vary hold several values. */
export type SweepFlags = Shared & { readonly [Name in keyof Varied]: readonly NonNullable<Varied[Name]>[] };

const VARIED: readonly (readonly [
  flags: string,
  description: string,
  reading: Reading<unknown>,
  otherwise?: number,
])[] = [
  ['--steps <count>', 'steps of gradient ascent', { read: whole(1) }, 64],
  ['--seconds <length>', 'length of a sound', { read: positive }, 1],
  ['--param <name>', 'how the waveform is written', oneOf(PARAMS)],
  ['--prior <name>', 'the spectrum that a sound starts from', oneOf(PRIORS)],
  ['--transforms <name>', 'what shakes the sound, and keeps it clean', oneOf(TRANSFORMS)],
  ['--optimizer <name>', 'what climbs', oneOf(OPTIMIZERS)],
  ['--learning-rate <rate>', "instead of the optimizer's own", { read: positive }],
  ['--draws <count>', 'draws of the transforms in a step', { read: whole(1) }],
];

/** Adds the flags of a render. @param several whether those that may vary take several values between commas. */
export function addRenderFlags(command: Command, { several = false } = {}): Command {
  return addSettingFlags(command, { several })
    .addOption(
      valueFlag('--at <moment>', 'the moment that counts: center, or 250ms; all unless given', { read: moment }),
    )
    .addOption(
      new Option('--penalty <name[=weight]>', 'what is asked of a sound beside its target, also several times')
        .choices(PENALTY_NAMES)
        .argParser((text: string, before: readonly Penalty[] = []) => [...before, penalty(text)]),
    )
    .addOption(valueFlag('--concurrency <count>', 'batches at once, or auto', { read: lanes }))
    .addOption(valueFlag('--level <level>', 'of the WAV files', oneOf(['unclipped', 'raw'] as const)));
}

/** Adds the flags that every target of a command shares, whatever it is and wherever it is rendered. */
export function addSettingFlags(command: Command, { several = false } = {}): Command {
  for (const [flags, description, reading, otherwise] of VARIED) {
    command.addOption(
      several
        ? valueFlag(flags, description, listOf(reading), otherwise === undefined ? undefined : [otherwise])
        : valueFlag(flags, description, reading, otherwise),
    );
  }
  return command
    .addOption(valueFlag('--seed <number>', 'another seed gives another sound', { read: whole(0) }, 0))
    .addOption(valueFlag('--batch <count>', 'how many are rendered side by side', { read: whole(1) }, 8))
    .addOption(valueFlag('--restarts <count>', 'starts, of which the best is kept', { read: whole(1) }))
    .addOption(valueFlag('--plateau <steps>', 'ends once scores have not risen for so many steps', { read: whole(1) }))
    .addOption(valueFlag('--every <steps>', 'how often scores are looked at', { read: whole(1) }))
    .addOption(valueFlag('--chunk <count>', 'the most sounds that the model hears at once', { read: whole(1) }));
}

/** Reads a number of batches at once. */
export function lanes(text: string): number | 'auto' {
  if (text === 'auto') return text;
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be auto, or a whole number from 1.');
}

/** The options of a render that flags stand for. @throws InputError for flags that do not go together. */
export function renderOptions(flags: RenderFlags): ManyOptions {
  const { steps, seconds, seed, batch, param, prior, transforms, optimizer, plateau } = flags;
  const { learningRate, draws, restarts, every, chunk, concurrency, level } = flags;
  const plain = { learningRate, draws, restarts, every, chunk, concurrency, level };
  return {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...{ steps, seconds, seed, batch },
    ...((param ?? prior) !== undefined && { param: paramOf(param, prior === undefined ? {} : { prior }) }),
    ...(transforms !== undefined && { transforms: transformsOf(transforms) }),
    ...(optimizer !== undefined && { optimizer: optimizerOf(optimizer) }),
    ...(plateau !== undefined && { plateau: { steps: plateau } }),
  };
}

const NAMES = ['steps', 'seconds', 'seed', 'batch', 'at', 'param', 'prior', 'transforms', 'optimizer'] as const;
const MORE = ['learningRate', 'draws', 'penalty', 'restarts', 'plateau', 'every', 'level'] as const;

/** The flags that may vary. */
export const VARIED_NAMES = [
  ...['steps', 'seconds', 'param', 'prior', 'transforms', 'optimizer', 'learningRate', 'draws'],
] as readonly (keyof Varied)[];

/** All flags that `addRenderFlags` adds. */
export const RENDER_FLAG_NAMES: readonly string[] = [...NAMES, ...MORE, 'chunk', 'concurrency'];

/** Those of the flags that make a sound what it is, for the record of what was begun. */
export function settingsOf(flags: RenderFlags): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...NAMES, ...MORE].flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  );
}
