/** Stands for a value in the types of operators. */
export type Operand = 'operand';

/** What passes know about an operator. A trait that is absent does not hold. */
export interface Traits {
  /** Goes number by number, on operands that broadcast. */
  readonly elementwise?: true;
  /**
   * Treats each row along the last axis by itself (`Softmax`: where that is its axis). So many operands have rows, the
   * others are weights.
   */
  readonly rowwise?: number;
  /** Answers zero where its first operand is zero, where either is, or where both are. */
  readonly keepsZeros?: 'first' | 'either' | 'both';
  /**
   * A large signal goes through it one polyphase component after the other: it answers finite numbers for any, so what
   * lies beyond the signal's end does no harm.
   */
  readonly polyphase?: true;
  /** Arithmetic of two constants, and what leaves the other operand as it is: a number on the left, on the right. */
  readonly arithmetic?: {
    readonly fold: (a: number, b: number) => number;
    readonly neutral: readonly [left: number | undefined, right: number];
  };
  /** A named operation of @audiate/ops: of its operands only the first, `x`, is differentiable. */
  readonly named?: {
    /** Its other operands by the names that @audiate/ops gives them, in their order. */
    readonly weights: readonly string[];
    /** The shape that it answers. */
    readonly answer: (x: readonly number[], weight: readonly number[], attributes: never) => readonly number[];
  };
  /** The gradient of a named operation by its `x`, of the operands `[dy, x, …weights]`. */
  readonly gradient?: true;
}

declare const none: unique symbol;

/** What an operator without settings has. */
export type NoAttributes = { readonly [none]?: never };

type Operands = readonly (Operand | undefined)[];

/** Traits, and the types of operands, attributes and answers. */
export interface Operator<I extends Operands, A, O extends Operands> extends Traits {
  /** Never there: it carries the types. */
  readonly signature?: (operands: I, attributes: A) => O;
}

/** An operator of these types, with one answer unless told otherwise. */
export const operator = <I extends Operands, A = NoAttributes, O extends Operands = [y: Operand]>(
  traits: Traits = {},
): Operator<I, A, O> => traits;
