import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'int32', 'float32'];

export const cases = [
  ...movementCases('FILL', 'rank 3', types, { operands: [{ constant: [2, 3, 4] }, []], outputs: [[2, 3, 4]] }),
  ...movementCases('FILL', 'dims of 64 bits', ['int8'], { operands: [{ constant: [7], type: 'int64' }, []], outputs: [[7]] }),
];
