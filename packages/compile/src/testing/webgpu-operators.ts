/**
 * Operators that ONNX Runtime 1.30's WebGPU provider took in programs that were forbidden to fall back to the CPU (the
 * session's setting `disable_cpu_ep_fallback`), of those that `lower` writes. It refused FusedMatMul, Sign, Round, Selu,
 * IsNaN and IsInf.
 */
export const webgpuOperators: readonly string[] = `
  Abs Acos Acosh Add Asin Asinh Atan Atanh Cast Ceil Concat Conv Cos Cosh Div Elu Equal Erf Exp Expand Floor Gemm Greater
  GreaterOrEqual HardSigmoid Identity LayerNormalization Less LessOrEqual Log MatMul Max Min Mul Neg Not Pad Pow Reciprocal
  ReduceMean ReduceSum Relu Reshape Sigmoid Sin Sinh Slice Softmax Softplus Sqrt Sub Tan Tanh Transpose Where
`
  .trim()
  .split(/\s+/);
