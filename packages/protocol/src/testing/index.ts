export { closeArrays, sameArray } from './compare.js';
export { checkFiniteGradient, checkGradient, type GradientCheck } from './finite-differences.js';
export { assertThat, type Law } from './law.js';
export { checkNoLeak } from './leaks.js';
export { type ModelSubject, modelLaws } from './model-laws.js';
export { type ParamSubject, paramLaws } from './param-laws.js';
export { type TermSubject, termLaws } from './term-laws.js';
export { type ToyLayer, type ToyModel, toyModel } from './toy-model.js';
export { type TransformSubject, transformLaws } from './transform-laws.js';
