import type { DType } from '../graph/graph.js';

/** ONNX's numbers of the element types (TensorProto.DataType). */
export const DATA_TYPES: Readonly<Record<DType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };
