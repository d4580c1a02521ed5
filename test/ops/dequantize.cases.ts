import { unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

export const cases = [
  unaryCase('DEQUANTIZE', 'int8, zero point at the end', [300], int8(0.047, 127), float),
  unaryCase('DEQUANTIZE', 'int16, zero point at the end', [300], { type: 'int16', scale: 0.0003, zeroPoint: -32768 }, float),
  { ...unaryCase('DEQUANTIZE', 'int32', [4], { type: 'int32', scale: 0.1, zeroPoint: 0 }, float), refused: 'int8, int16 or uint8 input' },
  { ...unaryCase('DEQUANTIZE', 'int8 to int16', [4], int8(0.1, 0), int16(0.1)), refused: 'a float32 output' },
  unaryCase('DEQUANTIZE', 'int8', [300], int8(0.047, -3), float),
  unaryCase('DEQUANTIZE', 'int16', [300], int16(0.00031), float),
  unaryCase('DEQUANTIZE', 'uint8', [300], { type: 'uint8', scale: 0.0173, zeroPoint: 131 }, float),
];
