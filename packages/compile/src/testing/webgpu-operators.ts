/** Operators of onnxruntime-web 1.30.0's WebGPU provider, from its `docs/webgpu-operators.md`. */
export const webgpuOperators: readonly string[] = `
  Abs Acos Acosh Add ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization BiasAdd
  BiasSplitGelu Cast Ceil Clip Concat Conv ConvTranspose Cos Cosh CumSum DFT DepthToSpace DequantizeLinear Div
  Einsum Elu Equal Erf Exp Expand FastGelu Flatten Floor FusedConv Gather GatherBlockQuantized GatherElements
  GatherND Gelu Gemm GlobalAveragePool GlobalMaxPool Greater GreaterOrEqual GridSample GroupQueryAttention
  HardSigmoid HardSwish If InstanceNormalization LayerNormalization LeakyRelu Less LessOrEqual Log MatMul
  MatMulNBits MaxPool MemcpyFromHost MemcpyToHost Mul MultiHeadAttention Neg Not Pad Pow QuickGelu Range Reciprocal
  ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare
  Relu Reshape Resize RotaryEmbedding ScatterND Shape Sigmoid SimplifiedLayerNormalization Sin Sinh
  SkipLayerNormalization SkipSimplifiedLayerNormalization Slice Softmax Split Sqrt Squeeze Sub Tan Tanh
  ThresholdedRelu Tile Transpose Unsqueeze Where
`
  .trim()
  .split(/\s+/);
