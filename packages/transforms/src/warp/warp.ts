import { isTraced } from '@audiate/ops';
import type { Audio, TensorMap } from '@audiate/protocol';
import type { WarpShape } from './draw-warp.js';
import { warpInLoops } from './warp-in-loops.js';
import { warpInProgram } from './warp-in-program.js';

/** Reads each item as {@link drawWarp} says; the gradient is the adjoint. */
export function warp(audio: Audio, drawn: TensorMap, shape: WarpShape): Audio {
  return isTraced() ? warpInProgram(audio, drawn, shape) : warpInLoops(audio, drawn, shape);
}
