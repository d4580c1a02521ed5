/** LOGICAL_AND, LOGICAL_OR and LOGICAL_NOT of bools (micro/kernels/logical_common.cc and elementwise.cc). */
import { defineBinary } from './binary.js';
import { defineUnary } from './unary.js';

export const logicalAnd = defineBinary<null>({ name: 'logical_and', types: { bool: () => (left, right) => (left !== 0 && right !== 0 ? 1 : 0) } });
export const logicalOr = defineBinary<null>({ name: 'logical_or', types: { bool: () => (left, right) => (left !== 0 || right !== 0 ? 1 : 0) } });
export const logicalNot = defineUnary<null>({ name: 'logical_not', types: { bool: () => (x) => (x === 0 ? 1 : 0) } });
