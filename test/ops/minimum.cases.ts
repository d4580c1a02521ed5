import { operatorCase, plainCases } from '../support/binary_cases.js';

const quantized = (shape: readonly number[]) => ({ type: 'int8', shape, scale: 0.05, zeroPoint: -7 } as const);

export const cases = [
  ...plainCases('MINIMUM', ['int8', 'int16', 'int32', 'int64', 'float32']),
  operatorCase('MINIMUM', 'int8, quantized', [quantized([2, 64]), quantized([64])], [quantized([2, 64])]),
  operatorCase('MINIMUM', 'int8, a constant', [quantized([2, 5]), { ...quantized([5]), data: [-128, -7, 0, 7, 127] }], [quantized([2, 5])]),
  operatorCase('MINIMUM', 'uint8', [{ type: 'uint8', shape: [4] }, { type: 'uint8', shape: [4] }], [{ type: 'uint8', shape: [4] }], { refused: 'operands of type' }),
  operatorCase('MINIMUM', 'bool', [{ type: 'bool', shape: [4] }, { type: 'bool', shape: [4] }], [{ type: 'bool', shape: [4] }], { refused: 'operands of type' }),
];
