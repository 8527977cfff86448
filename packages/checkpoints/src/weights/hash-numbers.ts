/**
 * 64 bits of all the bits of the numbers, as 16 hex digits, at about a gigabyte a second: two lanes of MurmurHash3's
 * 32-bit round (Appleby 2011), one of them on the words' complements. Tells checkpoints apart; it does not resist an
 * attacker.
 */
export function hashNumbers(numbers: Float32Array): string {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  let a = 0x9747b28c ^ words.length;
  let b = 0x3c6ef372 ^ words.length;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const left = Math.imul(word, 0xcc9e2d51);
    const right = Math.imul(~word, 0x85ebca6b);
    a ^= Math.imul((left << 15) | (left >>> 17), 0x1b873593);
    b ^= Math.imul((right << 16) | (right >>> 16), 0xc2b2ae35);
    a = (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64) | 0;
    b = (Math.imul((b << 17) | (b >>> 15), 5) + 0x561ccd1b) | 0;
  }
  return finish(a) + finish(b);
}

function finish(x: number): string {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
