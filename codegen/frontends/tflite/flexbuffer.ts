/**
 * The options of custom operators: a map of names to numbers in the FlexBuffers format (google.github.io/flatbuffers, "FlexBuffers"). Every
 * offset is checked; what is no number is left out, because no operator has such options.
 */

/** Types of a FlexBuffer value that are numbers, and the map. */
const types = { int: 1, uint: 2, float: 3, indirectInt: 6, indirectUint: 7, indirectFloat: 8, map: 9, bool: 26 } as const;

/** The numbers of the map by name (bools as 0 and 1), or undefined when the bytes are no FlexBuffer map. */
export function readFlexNumbers(bytes: Uint8Array): ReadonlyMap<string, number> | undefined {
  try {
    return new FlexMap(bytes).numbers();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class FlexMap {
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  numbers(): ReadonlyMap<string, number> {
    const end = this.bytes.byteLength, width = this.unsigned(end - 1, 1), packed = this.unsigned(end - 2, 1), root = end - 2 - width;
    if (packed >> 2 !== types.map) throw new RangeError('no map');
    const map = this.follow(root, width), own = 1 << (packed & 3);
    // Before the values: where the keys are, the width of the keys, and how many values there are.
    const count = this.unsigned(map - own, own), keys = this.follow(map - 3 * own, own), keyWidth = this.unsigned(map - 2 * own, own);
    if (count * own > end) throw new RangeError('too many values');
    const found = new Map<string, number>();
    for (let at = 0; at < count; at++) {
      const value = this.value(map + at * own, own, this.unsigned(map + count * own + at, 1));
      if (value !== undefined) found.set(this.text(this.follow(keys + at * keyWidth, keyWidth)), value);
    }
    return found;
  }

  private value(at: number, width: number, packed: number): number | undefined {
    const type = packed >> 2, own = 1 << (packed & 3);
    switch (type) {
      case types.int: return this.signed(at, width);
      case types.uint:
      case types.bool: return this.unsigned(at, width);
      case types.float: return this.float(at, width);
      case types.indirectInt: return this.signed(this.follow(at, width), own);
      case types.indirectUint: return this.unsigned(this.follow(at, width), own);
      case types.indirectFloat: return this.float(this.follow(at, width), own);
      default: return undefined;
    }
  }

  /** Offsets count backwards from where they are. */
  private follow(at: number, width: number): number {
    return at - this.unsigned(at, width);
  }

  private text(at: number): string {
    const end = this.bytes.indexOf(0, at);
    if (at < 0 || end < 0) throw new RangeError('a key without an end');
    return new TextDecoder().decode(this.bytes.subarray(at, end));
  }

  private unsigned(at: number, width: number): number {
    switch (width) {
      case 1: return this.view.getUint8(at);
      case 2: return this.view.getUint16(at, true);
      case 4: return this.view.getUint32(at, true);
      case 8: return Number(this.view.getBigUint64(at, true));
      default: throw new RangeError('a wrong width');
    }
  }

  private signed(at: number, width: number): number {
    switch (width) {
      case 1: return this.view.getInt8(at);
      case 2: return this.view.getInt16(at, true);
      case 4: return this.view.getInt32(at, true);
      case 8: return Number(this.view.getBigInt64(at, true));
      default: throw new RangeError('a wrong width');
    }
  }

  private float(at: number, width: number): number {
    if (width !== 4 && width !== 8) throw new RangeError('a wrong width');
    return width === 4 ? this.view.getFloat32(at, true) : this.view.getFloat64(at, true);
  }
}
