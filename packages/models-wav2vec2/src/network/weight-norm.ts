import type { Weights } from '@audiate/checkpoints';

/** What the old and the new spelling of torch's weight norm call the length and the direction. */
const SPELLINGS = [
  ['parametrizations.weight.original0', 'parametrizations.weight.original1'],
  ['weight_g', 'weight_v'],
] as const;

/**
 * The kernel `g · v / ‖v‖` of a weight-normalised convolution (Salimans and Kingma 2016), the norm taken for each tap
 * over both other axes (torch's `dim=2`). A tap whose direction is zero is zero.
 * @param shape `[out, in / groups, taps]`; `g` is `[1, 1, taps]`.
 */
export async function readWeightNormed(
  weights: Weights,
  name: string,
  shape: readonly [number, number, number],
): Promise<Float32Array> {
  const [lengthName, directionName] = SPELLINGS.find(([length]) => weights.has(`${name}.${length}`)) ?? SPELLINGS[0];
  const taps = shape[2];
  const length = await weights.read(`${name}.${lengthName}`, [1, 1, taps]);
  const direction = await weights.read(`${name}.${directionName}`, shape);
  const squares = new Float64Array(taps);
  for (let i = 0; i < direction.length; i++) squares[i % taps]! += direction[i]! ** 2;
  const scale = squares.map((square, tap) => (square > 0 ? length[tap]! / Math.sqrt(square) : 0));
  return direction.map((value, i) => value * scale[i % taps]!);
}
