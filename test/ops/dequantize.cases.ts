import { unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

export const cases = [
  unaryCase('DEQUANTIZE', 'int8', [300], int8(0.047, -3), float),
  unaryCase('DEQUANTIZE', 'int16', [300], int16(0.00031), float),
  unaryCase('DEQUANTIZE', 'uint8', [300], { type: 'uint8', scale: 0.0173, zeroPoint: 131 }, float),
];
