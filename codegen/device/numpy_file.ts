/** Arrays in NumPy's .npy format (numpy.lib.format, versions 1 to 3): little-endian, row-major. */
import { fail } from '../../runtime-ts/diagnostic.js';
import { elementBytes, elementCount, viewOf, type Element, type TypedArray } from '../../runtime-ts/ir/graph.js';

export interface NumpyArray {
  readonly element: Element | 'f64';
  readonly shape: readonly number[];
  readonly data: TypedArray | Float64Array;
}

const elements: Readonly<Record<string, Element | 'f64'>> = {
  i1: 'i8', u1: 'u8', b1: 'bool', i2: 'i16', u2: 'u16', i4: 'i32', u4: 'u32', i8: 'i64', u8: 'u64', f4: 'f32', f8: 'f64',
};

/** Reads an array; `where` names it in messages. */
export function readNumpy(bytes: Uint8Array, where: string): NumpyArray {
  const refuse = (what: string): never => fail('N0409', what, { where, hint: 'Write it with numpy.save or numpy.savez, from an array of integers, float32 or float64.' });
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(1, 6)) !== 'NUMPY' || bytes[0] !== 0x93) return refuse('is no NumPy array');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), wide = (bytes[6] ?? 0) >= 2, start = wide ? 12 : 10, length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const [, order = '', kind = ''] = /'descr':\s*'([<|=>])([a-z][0-9]+)'/.exec(header) ?? [], [, fortran = ''] = /'fortran_order':\s*(True|False)/.exec(header) ?? [], [, extents] = /'shape':\s*\(([0-9, ]*)\)/.exec(header) ?? [];
  const element = elements[kind];
  if (extents === undefined || element === undefined || order === '>' || fortran !== 'False') return refuse(`is an array that cannot be read: ${header.trim()}`);
  const shape = extents.split(',').filter((text) => text.trim() !== '').map(Number), width = element === 'f64' ? 8 : elementBytes(element), count = elementCount(shape), body = Uint8Array.from(bytes.subarray(start + length));
  if (body.length !== count * width) return refuse(`has ${body.length} bytes of data; its shape [${shape.join(', ')}] needs ${count * width}`);
  return { element, shape, data: element === 'f64' ? new Float64Array(body.buffer) : viewOf(element, body) };
}
