export { type ReadSoundOptions, readSound, resample } from '@audiate/media';
export {
  type Activation,
  type Activations,
  type ArrayRef,
  type Audio,
  type BoundParam,
  type BoundTerm,
  type BoundTransform,
  type Clip,
  type Context,
  type Course,
  type Curve,
  defineModel,
  type Edits,
  fold,
  frameCenter,
  frameCount,
  InputError,
  isLayer,
  type JoinedLayer,
  type Json,
  joinModels,
  type Key,
  key,
  type LayerInfo,
  layerInfo,
  layerNames,
  type ModelAdapter,
  type ModelInfo,
  mirror,
  normal,
  type Objective,
  type Optimizer,
  type OptimizerState,
  type Param,
  type Part,
  type Points,
  type Preactivation,
  type Progress,
  type Schedule,
  type Sound,
  type Spec,
  scheduleAt,
  type TensorMap,
  type Term,
  type Tokenizer,
  type Transform,
  uniform,
  type Value,
  type Values,
  type Warmup,
  type WeightedTerm,
} from '@audiate/protocol';
export { type AmplifyOptions, ablate, amplify, type Component } from './edits/ablate.js';
export type { Device, OnDevice } from './engines/device.js';
export type {
  ActivationData,
  EngineChoice,
  EngineName,
  EngineReport,
  EngineSettings,
  OnnxruntimeSettings,
} from './engines/engine.js';
export { type EngineOptions, engineOf } from './engines/engine-options.js';
export type { TensorflowSettings } from './engines/tensorflow/settings.js';
export { activations } from './hearing/activations.js';
export { type Listener, type ListenerOptions, listener } from './hearing/listener.js';
export * as objectives from './namespaces/objectives.js';
export * as optimizers from './namespaces/optimizers.js';
export * as param from './namespaces/param.js';
export * as transforms from './namespaces/transforms.js';
export { objectivesOf } from './recipe/objectives-of.js';
export type { Environment, Recipe, RecordedSettings } from './recipe/recipe.js';
export { recordSettings, reviveSettings } from './recipe/recorded-settings.js';
export type { Ingredients } from './recipe/revive.js';
export { version } from './recipe/version.js';
export type { Best, HistoryEntry, Kept, Restart, Rise, Snapshot, Stopped } from './record/record.js';
export type { RenderResult, RenderStep } from './record/result.js';
export type { RenderState } from './record/state.js';
export type { RenderOptions } from './render/options.js';
export { render } from './render/render.js';
export { renderSteps } from './render/render-steps.js';
export { type ReplayOptions, replay } from './render/replay.js';
export type { SavedSound } from './results/saved-sound.js';
export { savedSounds } from './results/saved-sounds.js';
export type { FileLevel } from './saved/file-level.js';
export { type ResultCard, resultCard } from './saved/result-card.js';
export { type SaveOptions, save } from './saved/save.js';
export { loadState, saveState } from './saved/state-file.js';
export { type HearingOptions, type ScorerOptions, type Scores, type SoundScorer, scorer } from './scores/scorer.js';
export { type ScoresOptions, scores } from './scores/scores.js';
export type { Plateau } from './settings/plateau.js';
export type { GivenSettings, RenderSettings } from './settings/settings.js';
export type { ManyEnd, ManyFind, ManyOptions, ManyProgress, ManyStep } from './sweep/many-options.js';
export { renderMany } from './sweep/render-many.js';
export { sweepFiles } from './sweep/sweep-files.js';
