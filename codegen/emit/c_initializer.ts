/** Numbers, arrays and structs as C text: the only place in TypeScript that knows C's syntax. */
import type { Element, TypedArray } from '../../runtime-ts/ir/graph.js';

const cTypes: Readonly<Record<Element, string>> = {
  i8: 'int8_t', u8: 'uint8_t', i16: 'int16_t', u16: 'uint16_t', i32: 'int32_t', u32: 'uint32_t', i64: 'int64_t', u64: 'uint64_t', f32: 'float', bool: 'uint8_t',
};

export function cType(element: Element): string {
  return cTypes[element];
}

/** Text from a model, in one line that ends no comment and begins none. */
export function commentText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').replace(/\*(?=\/)|\/(?=\*)/g, '$& ').replace(/\\$/, '\\ ');
}

export function cInteger(value: number | bigint): string {
  if (BigInt(value) === -0x80000000n) return '(-2147483647 - 1)';
  if (BigInt(value) === -0x8000000000000000n) return '(-9223372036854775807LL - 1)';
  const wide = BigInt(value) > 0x7fffffffn || BigInt(value) < -0x80000000n;
  return wide ? `${value}${BigInt(value) > 0x7fffffffffffffffn ? 'ULL' : 'LL'}` : `${value}`;
}

/** The shortest decimal that reads back as the same float32. */
export function cFloat(value: number): string {
  if (Number.isNaN(value)) return '(0.0f / 0.0f)';
  if (!Number.isFinite(value)) return value > 0 ? '(1.0f / 0.0f)' : '(-1.0f / 0.0f)';
  if (Object.is(value, -0)) return '-0.0f';
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
  }
  return `${value.toPrecision(9)}f`;
}

/** The elements of an array, in lines of at most 100 columns. */
export function cElements(element: Element, data: TypedArray): string {
  const lines: string[] = [];
  let line = '   ';
  for (const value of data) {
    const text = element === 'f32' ? cFloat(Number(value)) : cInteger(value);
    if (line.length + text.length + 2 > 100) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${text},`;
  }
  return [...lines, line].join('\n');
}
