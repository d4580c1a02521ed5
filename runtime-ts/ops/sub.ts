/** SUB: as ADD, with the second operand taken away (micro/kernels/sub_common.cc). */
import { addCombine, checkAdd } from './add.js';
import { defineArithmetic } from './arithmetic.js';

export const sub = defineArithmetic({
  name: 'sub',
  check: (o) => checkAdd(o, -1),
  quantized: (o) => addCombine(o, -1),
  float: (left, right) => Math.fround(left - right),
  int32: (left, right) => (left - right) | 0,
});
