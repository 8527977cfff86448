import { accentuation } from './accentuation.ts';
import { activationMap } from './activation-map.ts';
import { caricature } from './caricature.ts';
import { deepDream } from './deep-dream.ts';
import { diverse } from './diverse.ts';
import { inversion } from './inversion.ts';
import { metamer } from './metamer.ts';
import { morph } from './morph.ts';
import { neuron } from './neuron.ts';
import { note } from './note.ts';
import type { Piece } from './piece.ts';
import { styleTransfer } from './style-transfer.ts';
import { texture } from './texture.ts';
import { word } from './word.ts';

/** Every piece by the name that the command line knows it by. */
export const pieces: Readonly<Record<string, Piece>> = {
  word,
  inversion,
  metamer,
  'style-transfer': styleTransfer,
  accentuation,
  morph,
  diverse,
  texture,
  neuron,
  'deep-dream': deepDream,
  caricature,
  'activation-map': activationMap,
  note,
};
