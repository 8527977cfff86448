export { type AudioWindow, type AudioWindowsOptions, readAudioWindows } from './audio/audio-windows.js';
export type { AudioSource } from './audio/open-source.js';
export { readAudio } from './audio/read-audio.js';
export type { ReadAudioOptions } from './audio/sound-stream.js';
export type { Chance } from './labels/chance.js';
export type { Label, LabelledClip } from './labels/labelled-clip.js';
export { type ClipPool, type PooledLayer, type PooledOptions, pooledActivations } from './labels/pooled-activations.js';
export {
  type Selectivities,
  type SelectivityOptions,
  selectivity,
  type UnitSelectivity,
} from './labels/selectivity.js';
export { level } from './measures/level.js';
export { type Pitch, type PitchOptions, pitch } from './measures/pitch.js';
export { spectralCentroid } from './measures/spectral-centroid.js';
export { syllableRate } from './measures/syllable-rate.js';
export { areaUnderCurve } from './numbers/area-under-curve.js';
export { rankCorrelation } from './numbers/rank-correlation.js';
export { approach } from './probe/approach.js';
export { fitProbe } from './probe/fit-probe.js';
export { probe } from './probe/probe.js';
export type { FitProbeOptions, ProbeOptions } from './probe/probe-options.js';
export type { ClassProbe, LayerScore, NumberProbe, Probe, ProbeMap } from './probe/probe-result.js';
export { type LinearMap, predict, type RidgeOptions, ridge } from './probe/ridge.js';
export type { ClassScore, NumberScore } from './probe/score.js';
