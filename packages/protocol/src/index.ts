import { lendRequire } from './lend-require.js';

lendRequire();

export type { Activation, Activations, Audio, Edits } from './audio.js';
export { checkChoice, checkNumber, isList, type NumberRule, show } from './check.js';
export { checkKeys } from './check-keys.js';
export { checkSignal } from './check-signal.js';
export { checkCopy } from './copies.js';
export { decodeCtc, type HeardToken } from './ctc-decode.js';
export { normal, uniform } from './draw.js';
export { InputError, listChoices } from './errors.js';
export { joinBytes, joinNumbers } from './join-arrays.js';
export { type JoinedLayer, joinModels, partOf } from './join-models.js';
export { fold, type Key, key, mirror } from './key.js';
export { type Kind, type Revive, revivePart, specOf } from './kind.js';
export { withRequire } from './lend-require.js';
export { macrotask } from './macrotask.js';
export {
  defineModel,
  frameCenter,
  frameCount,
  hasOneFrame,
  isLayer,
  type LayerInfo,
  layerInfo,
  layerLabels,
  layerNames,
  type ModelAdapter,
  type ModelInfo,
  type Preactivation,
} from './model.js';
export { nearestNames } from './nearest-names.js';
export { inNode, type NodeFiles, nodeFiles, nodeModule, resolveInNode } from './node.js';
export { type BoundTerm, givenLayers, layersOf, type Objective, type Term, type WeightedTerm } from './objective.js';
export type { Optimizer, OptimizerState } from './optimizer.js';
export { MAX_PADDED_SAMPLES, type Padded, paddedForward } from './padded.js';
export type { BoundParam, Param } from './param.js';
export { type Context, checkPart, type Part } from './part.js';
export {
  type Course,
  type Curve,
  checkSchedule,
  type Points,
  type Schedule,
  scaleSchedule,
  scheduleAt,
  type Warmup,
} from './schedule.js';
export { type Clip, clipRef, copyClip, isSound, type Sound, samplesAt } from './sound.js';
export {
  type ArrayRef,
  arrayRef,
  checkSpec,
  hashBytes,
  type Json,
  MAX_DEPTH,
  type Spec,
} from './spec.js';
export { BLANK_NAMES, type Tokenizer, tokenizerOf } from './tokenizer.js';
export type { BoundTransform, Progress, Transform, TransformSteps } from './transform.js';
export type { TensorMap, Value, Values } from './values.js';
export { warnOnce } from './warn-once.js';
