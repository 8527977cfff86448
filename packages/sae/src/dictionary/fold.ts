/** The bias of an encoder that reads the frame itself, where it was given for the frame less `inputBias`: b − W · inputBias. */
export function foldInputBias(bias: Float32Array, encoder: Float32Array, inputBias: Float32Array): Float32Array {
  if (inputBias.every((value) => value === 0)) return bias;
  const channels = inputBias.length;
  return bias.map((value, feature) => {
    let taken = 0;
    for (let i = 0; i < channels; i++) taken += encoder[feature * channels + i]! * inputBias[i]!;
    return value - taken;
  });
}

/** The bias of a magnitude that is read off the gate, whose own bias is in it: scale · (z − gate's bias) + bias. */
export function foldMagnitude(
  { scale, bias }: { readonly scale: Float32Array; readonly bias: Float32Array },
  gateBias: Float32Array,
): Float32Array {
  return bias.map((value, feature) => value - scale[feature]! * gateBias[feature]!);
}
