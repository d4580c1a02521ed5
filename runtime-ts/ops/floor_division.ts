/** FLOOR_DIV and FLOOR_MOD of floats (reference/floor_div.h and floor_mod.h). */
import { viewOf, type Operands } from '../ir/graph.js';
import { defineBinary } from './binary.js';

/** The quotient is a double, so that it is not rounded up to an integer that it does not reach. */
function floorQuotient(left: number, right: number): number {
  return Math.fround(Math.floor(left / right));
}

/** The remainder with the sign of the divisor. */
function floorRemainder(left: number, right: number): number {
  const remainder = left % right;
  return remainder !== 0 && right < 0 !== remainder < 0 ? Math.fround(remainder + right) : remainder;
}

/** TFLM stops at a zero while the model runs; here one that is computed gives an infinity or NaN. */
function checkDivisor(o: Operands<null>): void {
  const { storage, type } = o.input(1);
  if (storage.kind === 'constant') o.require(viewOf(type.element, storage.bytes).every((x: number | bigint) => x !== 0), 'a divisor without zeros');
}

export const floorDiv = defineBinary<null>({ name: 'floor_div', check: checkDivisor, types: { f32: () => floorQuotient } });
export const floorMod = defineBinary<null>({ name: 'floor_mod', types: { f32: () => floorRemainder } });
