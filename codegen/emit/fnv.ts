/** FNV-1a of 64 bits (Fowler, Noll and Vo): a hash that C computes in a line. `hash` is that of the bytes before. */
export function fnv1a64(bytes: Uint8Array, hash = 0xcbf29ce484222325n): bigint {
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
