/** Integers of a few bits one after another, the lowest bit first and without gaps: 4-bit ones are nibbles, the first the low one. */

export function packBits(values: Int8Array, bits: number): Uint8Array {
  const packed = new Uint8Array(Math.ceil((values.length * bits) / 8)), mask = 2 ** bits - 1;
  let held = 0, count = 0, at = 0;
  for (const value of values) {
    held |= (value & mask) << count;
    for (count += bits; count >= 8; count -= 8, held >>>= 8) packed[at++] = held & 255;
  }
  if (count > 0) packed[at] = held;
  return packed;
}

/** The first `count` integers of what packBits made, with their signs. */
export function unpackBits(packed: Uint8Array, bits: number, count: number): Int8Array {
  const values = new Int8Array(count), shift = 32 - bits;
  let held = 0, have = 0, at = 0;
  for (let i = 0; i < count; i++) {
    if (have < bits) {
      held |= packed[at++]! << have;
      have += 8;
    }
    values[i] = (held << shift) >> shift;
    held >>>= bits;
    have -= bits;
  }
  return values;
}
