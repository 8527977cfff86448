// "Ten of clubs" again, whispered by a machine: all that the last convolution keeps of the recording, made from noise.
import { matchFromNoise } from './match-from-noise.ts';
import type { Piece } from './piece.ts';

export const inversion: Piece = {
  title: 'Feature inversion',
  hear: 'The clip ("ten of clubs") as the last convolution, conv.6, keeps it: words clear, the voice gone.',
  make: (kit) => matchFromNoise(kit, 'conv.6', 'inversion'),
};
