export { type ReadSoundOptions, readSound, resample } from '@audiate/media';
export * as objectives from '@audiate/objectives';
export * as param from '@audiate/param';
export * from '@audiate/protocol';
export * as transforms from '@audiate/transforms';
export { activations } from './activations.js';
export type {
  EngineChoice,
  EngineName,
  EngineReport,
  EngineSettings,
  OnnxruntimeSettings,
} from './engines/engine.js';
export type { TensorflowSettings } from './engines/tensorflow/settings.js';
export type { Kept } from './loop/attempts.js';
export type { Plateau, Rise } from './loop/plateau.js';
export * as optimizers from './optimizers/index.js';
export type { RenderOptions } from './options.js';
export type { Environment, Recipe } from './recipe/recipe.js';
export { type ReplayOptions, replay } from './recipe/replay.js';
export type { Ingredients } from './recipe/revive.js';
export type { Attempt, Best, HistoryEntry, Snapshot, Stopped } from './record.js';
export { render } from './render.js';
export { renderSteps } from './render-steps.js';
export type { RenderResult, RenderStep } from './result.js';
export { type SaveOptions, save } from './saved/save.js';
export { loadState, saveState } from './saved/state-file.js';
export type { RenderState } from './state.js';
export type { ManyEnd, ManyFind, ManyOptions, ManyProgress, ManyStep } from './sweep/many-options.js';
export { renderMany } from './sweep/render-many.js';
export { version } from './version.js';
