/** From Hugging Face's order of rotary pairs (row j with row j + half of the head) to adjacent pairs (2j, 2j + 1). */

/** Moves rows of `width` elements, head by head: row 2j + r of a head comes from row r * headWidth / 2 + j. */
export function toAdjacentPairs<T extends Float32Array | Int8Array | Uint16Array>(rows: T, width: number, headWidth: number): T {
  const moved = rows.slice() as T, half = headWidth / 2;
  for (let row = 0; row < rows.length / width; row++) {
    const within = row % headWidth, from = row - within + (within & 1) * half + (within >> 1);
    moved.set(rows.subarray(from * width, (from + 1) * width), row * width);
  }
  return moved;
}
