import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../values/shapes.js';
import { felt, floatOf } from '../values/value.js';
import { repeated } from './expand.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** An equation such as `bhqd,bhkd->bhqk`, of one or two operands. */
interface Equation {
  readonly operands: readonly string[];
  readonly answer: string;
}

function equationOf(node: NodeSettings): Equation {
  const text = node.text('equation', '').replace(/\s/g, '');
  const [left = '', right] = text.split('->');
  const operands = left.split(',');
  const once = [...left.replace(',', '')].filter(
    (letter, _, all) => all.filter((other) => other === letter).length === 1,
  );
  const answer = right ?? once.sort().join('');
  const plain = [...operands, answer].every(
    (letters) => /^[A-Za-z]*$/.test(letters) && new Set(letters).size === letters.length,
  );
  if (plain && operands.length <= 2 && [...answer].every((letter) => left.includes(letter)))
    return { operands, answer };
  throw new InputError(
    `${node.thing} has the equation "${text.slice(0, 60)}"; one or two operands, no letter twice in one and no ellipsis are supported`,
  );
}

/** Sums over the axes that are not kept. */
function summed(x: tf.Tensor, letters: string, kept: string): { readonly x: tf.Tensor; readonly letters: string } {
  const axes = [...letters].flatMap((letter, axis) => (kept.includes(letter) ? [] : [axis]));
  if (axes.length === 0) return { x, letters };
  return { x: tf.sum(x, axes), letters: [...letters].filter((letter) => kept.includes(letter)).join('') };
}

function ordered(x: tf.Tensor, letters: string, order: string): tf.Tensor {
  return letters === order
    ? x
    : tf.transpose(
        x,
        [...order].map((letter) => letters.indexOf(letter)),
      );
}

/** Products of matrices: shared letters are rows of batches, or what is summed over. */
const einsum: Operator = (node) => {
  const { operands, answer } = equationOf(node);
  return (inputs) => {
    const [a, b] = operands.map((letters, i) => {
      const value = inputs[i];
      if (!value || value.shape.length !== letters.length)
        throw new InputError(`${node.thing} lacks an input of ${letters.length} axes`);
      const others = operands[1 - i] ?? '';
      return summed(floatOf(value), letters, others + answer);
    });
    if (!b) {
      const { x, letters } = summed(a!.x, a!.letters, answer);
      return [felt(ordered(x, letters, answer))];
    }
    const [left, right] = [a!, b];
    const extents = new Map<string, number>();
    for (const { x, letters } of [left, right]) {
      for (const [axis, letter] of [...letters].entries()) {
        const [known, own] = [extents.get(letter) ?? 1, x.shape[axis]!];
        if (known !== 1 && own !== 1 && known !== own)
          throw new InputError(`${node.thing} has the extents ${known} and ${own} for "${letter}"`);
        extents.set(letter, Math.max(known, own));
      }
    }
    const has = (side: { letters: string }) => (letter: string) => side.letters.includes(letter);
    const shared = [...left.letters].filter(has(right));
    const batch = shared.filter((letter) => answer.includes(letter)).join('');
    const inner = shared.filter((letter) => !answer.includes(letter)).join('');
    const rows = [...left.letters].filter((letter) => !has(right)(letter)).join('');
    const columns = [...right.letters].filter((letter) => !has(left)(letter)).join('');
    const size = (letters: string) => [...letters].map((letter) => extents.get(letter)!);
    const whole = (side: typeof left, order: string) => repeated(ordered(side.x, side.letters, order), size(order));
    const x = tf.reshape(whole(left, batch + rows + inner), [
      sizeOf(size(batch)),
      sizeOf(size(rows)),
      sizeOf(size(inner)),
    ]);
    const y = tf.reshape(whole(right, batch + inner + columns), [
      sizeOf(size(batch)),
      sizeOf(size(inner)),
      sizeOf(size(columns)),
    ]);
    const letters = batch + rows + columns;
    return [felt(ordered(tf.reshape(tf.matMul(x, y), size(letters)), letters, answer))];
  };
};

/** Sums of products, by an equation. */
export const einsums: Operators = { Einsum: einsum };
