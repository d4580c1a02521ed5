import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

const scaled = (type: 'int32' | 'uint8' | 'int16', scale: number, zeroPoint = 0): Side => ({ type, scale, zeroPoint });

export const cases = [
  unaryCase('QUANTIZE', 'float32 to int8, zero point at the end', [200], float, int8(0.03, 127)),
  unaryCase('QUANTIZE', 'float32 to int16, zero point at the end', [200], float, scaled('int16', 0.0003, -32768)),
  unaryCase('QUANTIZE', 'int16 to int16, zero points', [200], scaled('int16', 0.01, 300), scaled('int16', 0.02, -7)),
  unaryCase('QUANTIZE', 'int8 to int16, scale above one', [200], int8(1, 7), scaled('int16', 0.0003, 5)),
  unaryCase('QUANTIZE', 'int16 to int8, scale above one', [200], int16(0.5), int8(0.01, 5)),
  unaryCase('QUANTIZE', 'int8 to int8, almost nothing left', [256], int8(0.0001, 7), int8(0.9, 5), {}, everyByte),
  unaryCase('QUANTIZE', 'int8 to uint8, another scale', [256], int8(0.05, 7), scaled('uint8', 0.02, 3), {}, everyByte),
  unaryCase('QUANTIZE', 'int32 to int8, scale above one', [200], scaled('int32', 1), int8(0.01, 5), {}, { low: -20000, high: 20000 }),
  ...([['float32', 'uint8'], ['float32', 'int32'], ['int32', 'int32'], ['uint8', 'uint8'], ['uint8', 'int16'], ['int16', 'uint8'], ['int8', 'float32']] as const).map(([from, to]) => ({
    ...unaryCase('QUANTIZE', `${from} to ${to}`, [4], from === 'float32' ? float : { type: from, scale: 0.1, zeroPoint: 0 }, to === 'float32' ? float : { type: to, scale: 0.1, zeroPoint: 0 }), refused: 'a conversion that TFLM has',
  })),
  unaryCase('QUANTIZE', 'float32 to int8', [500], float, int8(0.047, -3), {}, { low: -8, high: 8 }),
  unaryCase('QUANTIZE', 'float32 to int8, ties', [9], float, int8(0.5, 1), {}, [0.25, -0.25, 0.75, -0.75, 1.25, -1.25, 63, -64, 0]),
  unaryCase('QUANTIZE', 'float32 to int8, saturating', [64], float, int8(0.001, 0)),
  unaryCase('QUANTIZE', 'float32 to int16', [500], float, int16(0.00031), {}, { low: -12, high: 12 }),
  unaryCase('QUANTIZE', 'int8 to int8', [256], int8(0.05, 7), int8(0.021, -12), {}, everyByte),
  unaryCase('QUANTIZE', 'int8 to uint8', [256], int8(0.05, 7), { type: 'uint8', scale: 0.05, zeroPoint: 135 }, {}, everyByte),
  unaryCase('QUANTIZE', 'uint8 to int8', [256], { type: 'uint8', scale: 0.05, zeroPoint: 135 }, int8(0.07, -2), {}, everyByte),
  unaryCase('QUANTIZE', 'int8 to int16', [4, 100], int8(0.05, 7), int16(0.0004)),
  unaryCase('QUANTIZE', 'int16 to int8', [4, 100], int16(0.0004), int8(0.05, 7)),
  unaryCase('QUANTIZE', 'int16 to int16', [4, 100], int16(0.0004), int16(0.0011)),
  unaryCase('QUANTIZE', 'int8 to int32', [4, 100], int8(0.05, 7), { type: 'int32', scale: 0.0001, zeroPoint: 0 }),
  unaryCase('QUANTIZE', 'int16 to int32', [4, 100], int16(0.0004), { type: 'int32', scale: 0.00003, zeroPoint: 0 }),
  unaryCase('QUANTIZE', 'int32 to int8', [300], { type: 'int32', scale: 0.0001, zeroPoint: 0 }, int8(0.05, 7), {}, { low: -100000, high: 100000 }),
  unaryCase('QUANTIZE', 'int32 to int16', [300], { type: 'int32', scale: 0.0001, zeroPoint: 0 }, int16(0.002), {}, { low: -100000, high: 100000 }),
];
