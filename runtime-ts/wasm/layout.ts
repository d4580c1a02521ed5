/** Where values lie in the engine's memory, and in which form. */
import { elementBytes, type TensorType, type Value } from '../ir/graph.js';

/** Rows and columns of zeros around an image, so that kernels need not test for padding. */
export interface Halo { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

export const noHalo: Halo = { top: 0, bottom: 0, left: 0, right: 0 };

/** The least halo that holds both. */
export function widen(a: Halo, b: Halo): Halo {
  return { top: Math.max(a.top, b.top), bottom: Math.max(a.bottom, b.bottom), left: Math.max(a.left, b.left), right: Math.max(a.right, b.right) };
}

/**
 * `plain`: the elements of the graph's type in its order. `centred`: int8 less their zero point, as int16, images with a halo of zeros: what multiplications take
 * without another instruction.
 */
export interface Placed {
  readonly form: 'plain' | 'centred';
  readonly type: TensorType;
  /** Of the first element, behind the halo. */
  readonly address: number;
  readonly elementBytes: number;
  readonly halo: Halo;
  /** From one row of pixels to the next, and from one image to the next, in bytes. */
  readonly rowBytes: number;
  readonly imageBytes: number;
}

/** A shape as [images, rows, columns, channels]; a shape of another rank is one row of pixels with the last dimension's channels. */
export function imageShape(shape: readonly number[]): readonly [images: number, rows: number, columns: number, channels: number] {
  const [images = 1, rows = 1, columns = 1, channels = 1] = shape;
  return shape.length === 4 ? [images, rows, columns, channels] : [1, 1, shape.slice(0, -1).reduce((product, extent) => product * extent, 1), shape.at(-1) ?? 1];
}

export function zeroPointOf({ type }: Pick<Value, 'type'>): number {
  return type.quantization?.zeroPoints[0] ?? 0;
}

/** Vector loads may reach so many bytes beyond the last element. */
const slack = 64;

/** Addresses from a start upwards; nothing is freed, so that halos stay zero and views stay valid. */
export class MemoryLayout {
  private next = 64;
  private readonly contents: { readonly address: number; readonly bytes: Uint8Array }[] = [];

  reserve(bytes: number): number {
    const address = this.next;
    this.next = (address + bytes + slack + 15) & ~15;
    return address;
  }

  /** Puts bytes into the memory that the module starts with; returns their address, a multiple of 16. */
  constant(bytes: Uint8Array): number {
    const address = this.next;
    this.next = (address + bytes.length + 15) & ~15;
    this.contents.push({ address, bytes });
    return address;
  }

  /** The same for float32. */
  constantFloats(values: Float32Array): number {
    return this.constant(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** Puts arrays of one size after each other; returns the address of the first. */
  constants(parts: readonly (Int16Array | Int32Array)[]): number {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
    let at = 0;
    for (const part of parts) {
      all.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += part.byteLength;
    }
    return this.constant(all);
  }

  place(type: TensorType, form: Placed['form'], halo: Halo): Placed {
    const [images, rows, columns, channels] = imageShape(type.shape), width = form === 'plain' ? elementBytes(type.element) : 2;
    const pixel = channels * width, rowBytes = (columns + halo.left + halo.right) * pixel, imageBytes = (rows + halo.top + halo.bottom) * rowBytes;
    const base = this.reserve(images * imageBytes);
    return { form, type, address: base + halo.top * rowBytes + halo.left * pixel, elementBytes: width, halo, rowBytes, imageBytes };
  }

  get pages(): number {
    return Math.ceil((this.next + slack) / 65536);
  }

  /** Writes the constants into a memory. */
  fill(memory: Uint8Array): void {
    for (const { address, bytes } of this.contents) memory.set(bytes, address);
  }
}
