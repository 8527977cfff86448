// Hardly speech to us, the same sound to the model: from noise, made to answer like "ten of clubs" deep inside.
import { matchFromNoise } from './match-from-noise.ts';
import type { Piece } from './piece.ts';

export const metamer: Piece = {
  title: 'Metamer',
  hear: 'A rough sound that the third block, encoder.2, cannot tell from the clip ("ten of clubs").',
  make: (kit) => matchFromNoise(kit, 'encoder.2', 'metamer'),
};
