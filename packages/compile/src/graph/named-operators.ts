import { type Operand, operator } from './traits.js';

type Normed = [x: Operand, gamma: Operand, beta: Operand];
type Mapped = [x: Operand, matrix: Operand, bias?: Operand];
type Convolved = [x: Operand, kernel: Operand, bias?: Operand];
type Gradient<I extends readonly (Operand | undefined)[]> = [dy: Operand, ...I];

type Strided = {
  readonly stride: number;
};

type Grouped = {
  readonly groups: number;
  readonly padding: readonly [left: number, right: number];
};

type Norm = {
  readonly eps: number;
};

/** `none` is ONNX's: the exact one. `shared` where its gradient reads the same distribution function. */
type GeluForm = {
  readonly approximate?: 'none';
  readonly shared?: 1;
};

const alike = (x: readonly number[]): readonly number[] => x;

/**
 * The named operations of @audiate/ops: one node each until they are lowered, and their gradients, of `[dy, x, …weights]`.
 * A new one is an entry here, a rule in `lower/` and a row of `kernels.test.ts`.
 */
export const namedOperators = {
  Conv1d: operator<Convolved, Strided>({
    named: {
      weights: ['kernel', 'bias'],
      answer: ([batch = 0, frames = 0], [outputs = 0, , taps = 0], { stride }: Strided) => [
        batch,
        Math.floor((frames - taps) / stride) + 1,
        outputs,
      ],
    },
  }),
  Conv1dGradient: operator<Gradient<Convolved>, Strided>({ gradient: true }),
  Gelu: operator<[x: Operand], GeluForm>({
    elementwise: true,
    polyphase: true,
    keepsZeros: 'first',
    named: { weights: [], answer: alike },
  }),
  GeluGradient: operator<Gradient<[x: Operand]>, GeluForm>({
    elementwise: true,
    polyphase: true,
    keepsZeros: 'first',
    gradient: true,
  }),
  GroupedConv1d: operator<Convolved, Grouped>({
    named: {
      weights: ['kernel', 'bias'],
      answer: ([batch = 0, frames = 0], [outputs = 0, , taps = 0], { padding: [left, right] }: Grouped) => [
        batch,
        frames + left + right - taps + 1,
        outputs,
      ],
    },
  }),
  GroupedConv1dGradient: operator<Gradient<Convolved>, Grouped>({ gradient: true }),
  InstanceNorm: operator<Normed, Norm>({ named: { weights: ['gamma', 'beta'], answer: alike } }),
  InstanceNormGradient: operator<Gradient<Normed>, Norm>({ gradient: true }),
  LayerNorm: operator<Normed, Norm>({
    rowwise: 1,
    polyphase: true,
    named: { weights: ['gamma', 'beta'], answer: alike },
  }),
  LayerNormGradient: operator<Gradient<Normed>, Norm>({
    rowwise: 2,
    polyphase: true,
    keepsZeros: 'first',
    gradient: true,
  }),
  /** No component by component: signals beyond it are small. */
  Linear: operator<Mapped>({
    rowwise: 1,
    named: { weights: ['matrix', 'bias'], answer: (x, [outputs = 0]) => [...x.slice(0, -1), outputs] },
  }),
  LinearGradient: operator<Gradient<Mapped>>({ rowwise: 2, keepsZeros: 'first', gradient: true }),
} as const;

/** The name of a named operation: its gradient has the same with `Gradient` behind it. */
export type NamedOp = Exclude<keyof typeof namedOperators, `${string}Gradient`>;
