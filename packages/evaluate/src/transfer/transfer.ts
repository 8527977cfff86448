import {
  type EngineOptions,
  engineOf,
  frameCenter,
  type LayerInfo,
  type ModelAdapter,
  type ModelInfo,
  type Objective,
} from '@audiate/core';
import { checkSignal } from '@audiate/protocol';
import { frameAt } from '../listening/frame-at.js';
import { unitOf } from '../listening/unit-of.js';
import type { UnitOnSpeech } from '../speech/unit-on-speech.js';
import { turn } from '../stages/turn.js';
import { editDistance } from './edit-distance.js';
import { type LinearTransfer, linearTransfer } from './linear-transfer.js';
import { type SaidToken, saidBy, spells } from './said.js';
import { tokensFor, type Wanted, wantedOf } from './wanted.js';

/** What a judge, a model that took no part in the render, hears in a sound. */
export type Transfer = TokenTransfer | TextTransfer | LinearTransfer;

/** For `logit`: whether the judge spells the token. */
export interface TokenTransfer {
  readonly kind: 'token';
  readonly token: string;
  /** Within 50 ms of the moment that was climbed; anywhere, where none was. */
  readonly heard: boolean;
  readonly heardAnywhere: boolean;
  /** Everything that the judge spells, between spaces. */
  readonly said: string;
}

/** For `ctc`: how far what the judge spells is from the text. */
export interface TextTransfer {
  readonly kind: 'text';
  readonly wanted: string;
  readonly said: string;
  /** Edit distance over the text's length in tokens: phone error rate for a judge of phones, of letters for one of letters. */
  readonly errorRate: number;
}

/** CTC models spell a token up to a few frames beside where it is spoken. */
const NEAR_SECONDS = 0.05;

/**
 * What a judge hears in sounds: for tokens and texts by its own greedy decode, for other units by a linear map that is fitted on
 * speech. Undefined where neither is possible: the objective is no unit, the judge lacks the tokens, there is no speech.
 * @param options.speechOf the unit's layer on speech, by the layer's name.
 * @param options.signal ends it between two pieces of work: it rejects with the signal's reason.
 */
export async function transferTo(
  judge: ModelAdapter,
  sounds: readonly Float32Array[],
  options: EngineOptions & {
    readonly model: ModelInfo;
    readonly objectives: readonly Objective[];
    readonly speechOf?: ((layer: string) => Promise<UnitOnSpeech | undefined>) | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<(Transfer | undefined)[]> {
  const { model, objectives, speechOf, signal } = options;
  const engine = engineOf(options);
  const heard = sounds.map((samples) => ({ samples, sampleRate: model.sampleRate }));
  const wanted = objectives.map((objective) => {
    const found = wantedOf(objective);
    return found && spells(judge) && isSpelt(judge, found) ? found : undefined;
  });
  await turn(checkSignal(signal));
  const said = wanted.some(Boolean) ? await saidBy(judge, heard, engine) : [];
  const found: (Transfer | undefined)[] = wanted.map((one, i) => {
    return one && judged(judge, one, { said: said[i]!, model, samples: sounds[i]!.length });
  });
  if (!speechOf) return found;
  const units = objectives.map((objective, i) => (wanted[i] ? undefined : unitOf(objective, model, sounds[i]!.length)));
  for (const layer of new Set(units.flatMap((unit) => (unit ? [unit.layer] : [])))) {
    const items = [...units.keys()].filter((i) => units[i]?.layer === layer);
    const speech = await speechOf(layer);
    if (!speech) continue;
    const mapped = await linearTransfer(
      judge,
      { sounds: items.map((i) => heard[i]!), units: items.map((i) => units[i]!), speech },
      { engine, signal },
    );
    for (const [k, i] of items.entries()) found[i] = mapped[k];
  }
  return found;
}

function isSpelt(judge: ModelInfo, wanted: Wanted): boolean {
  return wanted.kind === 'token'
    ? judge.vocabulary!.includes(wanted.token)
    : tokensFor(judge, wanted.text) !== undefined;
}

function judged(
  judge: ModelInfo,
  wanted: Wanted,
  {
    said,
    model,
    samples,
  }: { readonly said: readonly SaidToken[]; readonly model: ModelInfo; readonly samples: number },
): TokenTransfer | TextTransfer {
  const tokens = said.map(({ token }) => token);
  if (wanted.kind === 'text') {
    const text = tokensFor(judge, wanted.text)!;
    const errorRate = editDistance(tokens, text) / text.length;
    return { kind: 'text', wanted: text.join(' '), said: tokens.join(' '), errorRate };
  }
  const { token, at } = wanted;
  const heardAnywhere = tokens.includes(token);
  const info = model.layers.logits as LayerInfo;
  const seconds =
    at === undefined ? undefined : frameCenter(info, frameAt(at, info, { model, samples })) / model.sampleRate;
  const near = ({ from, to }: SaidToken) =>
    seconds === undefined || (from - NEAR_SECONDS <= seconds && seconds <= to + NEAR_SECONDS);
  const heard = said.some((one) => one.token === token && near(one));
  return { kind: 'token', token, heard, heardAnywhere, said: tokens.join(' ') };
}
