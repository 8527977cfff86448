export { type AudioWindow, type AudioWindowsOptions, readAudioWindows } from './audio/audio-windows.js';
export type { AudioSource } from './audio/open-source.js';
export { readAudio } from './audio/read-audio.js';
export type { ReadAudioOptions } from './audio/sound-stream.js';
export { type ClipsFromOptions, clipsFrom } from './clips/clips-from.js';
export type { ColumnNames } from './clips/columns.js';
export type { Cut } from './examples/cut-examples.js';
export { type Example, type ExamplesOptions, examples, type UnitExamples } from './examples/examples.js';
export { type ExamplesPageOptions, examplesPage, type ShownUnit } from './examples/examples-page.js';
export type { DatasetIndex, Moment, UnitRecord } from './index-file/dataset-index.js';
export type { IndexFacts, LayerFacts, ScanSettings, Skip } from './index-file/facts.js';
export { mergeIndexes } from './index-file/merge-indexes.js';
export { type IndexSource, type OpenIndexOptions, openIndex } from './index-file/open-index.js';
export type { Chance } from './labels/chance.js';
export { falseDiscovery } from './labels/false-discovery.js';
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
export { type Firing, type WhatFiresOptions, whatFires } from './reverse/what-fires.js';
export type { Corpus, CorpusClip, WindowOptions } from './scan/clip-source.js';
export type { ScanOptions, ScanProgress } from './scan/options.js';
export { type ScanResult, scan } from './scan/scan.js';
export type { NpyArray } from './tables/npy.js';
export { encodeNpz } from './tables/npz.js';
export { sweepTable } from './tables/sweep-table.js';
export type { Quantiles } from './tally/quantiles.js';
