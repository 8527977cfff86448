import { InputError, show } from '@audiate/protocol';
import type { Fact } from '../page/card.js';
import type { CurvePoint } from '../page/curve-figure.js';

/** What stands beside a sound: the text of a card, as `card.json` holds it. */
export interface ShownCard {
  readonly title?: string;
  /** A sentence below the title. */
  readonly description?: string;
  readonly facts?: readonly Fact[];
  /** The score over the steps of the render. */
  readonly curve?: readonly CurvePoint[];
}

const MAX_TEXT = 2_000;
const MAX_FACTS = 100;
const MAX_POINTS = 10_000;

/**
 * Checks the text of a card that came from elsewhere.
 * @throws InputError naming the field that is not what it must be.
 */
export function readCard(card: unknown): ShownCard {
  if (typeof card !== 'object' || card === null) throw new InputError(`a card must be an object, got ${show(card)}`);
  const { title, description, facts, curve } = card as Readonly<Record<string, unknown>>;
  return {
    ...(title === undefined ? {} : { title: text('title', title) }),
    ...(description === undefined ? {} : { description: text('description', description) }),
    ...(facts === undefined ? {} : { facts: list('facts', facts, MAX_FACTS).map(fact) }),
    ...(curve === undefined ? {} : { curve: list('curve', curve, MAX_POINTS).map(point) }),
  };
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' && value.length <= MAX_TEXT) return value;
  throw new InputError(`${name} of a card must be a text of at most ${MAX_TEXT} letters, got ${show(value)}`);
}

function list(name: string, value: unknown, most: number): unknown[] {
  if (Array.isArray(value) && value.length <= most) return value;
  throw new InputError(`${name} of a card must be a list of at most ${most}, got ${show(value)}`);
}

function fact(value: unknown): Fact {
  const { name, value: told } = Object(value) as Readonly<Record<string, unknown>>;
  return {
    name: text('a name in facts', name),
    value: typeof told === 'number' ? told : text('a value in facts', told),
  };
}

function point(value: unknown): CurvePoint {
  const { step, score } = Object(value) as Readonly<Record<string, unknown>>;
  if (typeof step === 'number' && (typeof score === 'number' || score === null)) {
    // JSON has no NaN: it writes null.
    return { step, score: score ?? Number.NaN };
  }
  throw new InputError(`a point of a card's curve must have a step and a score, got ${show(value)}`);
}
