/** The parts of a dictionary that share the length of what its features stand for. */
interface Coder {
  /** `[features, channels]`. */
  readonly encoder: Float32Array;
  /** `[features]`. */
  readonly encoderBias: Float32Array;
  /** `[outputs, features]`. */
  readonly decoder: Float32Array;
}

/** The length of what each feature stands for, the columns of a decoder `[outputs, features]`. */
function lengthsOf(decoder: Float32Array, features: number): Float64Array {
  const squares = new Float64Array(features);
  for (let i = 0; i < decoder.length; i++) squares[i % features]! += decoder[i]! ** 2;
  return squares.map(Math.sqrt);
}

/** The same dictionary, whose features stand for vectors of length 1 and are as much larger as those were longer. */
export function withUnitDecoder({ encoder, encoderBias, decoder }: Coder): Coder {
  const features = encoderBias.length;
  const channels = encoder.length / features;
  const lengths = lengthsOf(decoder, features);
  return {
    encoder: encoder.map((value, i) => value * lengths[Math.floor(i / channels)]!),
    encoderBias: encoderBias.map((value, i) => value * lengths[i]!),
    decoder: decoder.map((value, i) => (lengths[i % features] ? value / lengths[i % features]! : 0)),
  };
}
