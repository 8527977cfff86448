/** What each byte of ITU-T G.711 stands for, ÷ 2¹⁵: 13-bit A-law or 14-bit µ-law, in the upper bits of 16. */
export function g711Samples(law: 'alaw' | 'mulaw'): Float32Array {
  const expand = law === 'alaw' ? expandA : expandMu;
  return Float32Array.from({ length: 256 }, (_, byte) => expand(byte) / 2 ** 15);
}

/** Bits are inverted; a sign, three bits of exponent, four of mantissa, and a bias of 33 in 14 bits. */
function expandMu(byte: number): number {
  const code = ~byte & 255;
  const magnitude = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return code & 128 ? 0 - magnitude : magnitude;
}

/** Even bits are inverted; the sign is set for positive samples; exponents 0 and 1 have the same step. */
function expandA(byte: number): number {
  const code = byte ^ 0x55;
  const [exponent, step] = [(code >> 4) & 7, ((code & 15) << 4) + 8];
  const magnitude = exponent === 0 ? step : (step + 256) << (exponent - 1);
  return code & 128 ? magnitude : -magnitude;
}
