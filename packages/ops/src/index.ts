// First of all, ahead of TensorFlow.js: in a bundle it needs what this lends.
import '@audiate/protocol';

export { abs } from './abs.js';
export { type Conv1dOptions, conv1d } from './conv1d.js';
export { disposeVariables } from './dispose-variables.js';
export { type Fourier, fourier } from './fourier.js';
export { isFrozen, needsFullPrecision, onRelease } from './frozen.js';
export { GELU_TURN, gelu } from './gelu.js';
export { type GroupedConv1dOptions, groupedConv1d } from './grouped-conv1d.js';
export { installOps } from './install-ops.js';
export { instanceNorm } from './instance-norm.js';
export { irfft } from './irfft.js';
export { layerNorm } from './layer-norm.js';
export { linear } from './linear.js';
export { type LinearMap, linearMap } from './linear-map.js';
export { meanOverFrames, meanOverSamples } from './mean-over-time.js';
export { adaptHearing } from './measure/adapt-hearing.js';
export {
  type Derived,
  type Hear,
  type MeasureOptions,
  measureLayers,
} from './measure/measure-layers.js';
export { type ModelDraft, measureModel } from './measure/measure-model.js';
export { type NamedOp, namedOp } from './named-op.js';
export { type Recorded, recorded } from './recorded.js';
export { reflectPad } from './reflect-pad.js';
export { rfft } from './rfft.js';
export { rms } from './rms.js';
export { scaleBins } from './scale-bins.js';
export { scaleRows } from './scale-rows.js';
export { isDifferentiated } from './tape.js';
export { isTraced, type TracingBackend } from './traced.js';
export { valueAndGradients } from './value-and-gradients.js';
export { type Layout, type Weight, type WeightOptions, weight } from './weight.js';
export { type WindowedWavesOptions, windowedWaves } from './windowed-waves.js';
export { initialiseBackend, keepingUsersBackend, withBackend } from './with-backend.js';
export { type Differentiated, withGradient } from './with-gradient.js';
