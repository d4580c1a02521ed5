import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];
const modes = [['plain', {}], ['aligned corners', { align_corners: true }], ['half pixel centers', { half_pixel_centers: true }]] as const;

export const cases = [
  ...modes.flatMap(([mode, options]) => [
    ...movementCases('RESIZE_BILINEAR', `${mode}, larger`, types, { operands: [[2, 3, 4, 3], { constant: [7, 9] }], outputs: [[2, 7, 9, 3]], options }),
    ...movementCases('RESIZE_BILINEAR', `${mode}, smaller`, types, { operands: [[1, 8, 9, 2], { constant: [3, 5] }], outputs: [[1, 3, 5, 2]], options }),
    ...movementCases('RESIZE_BILINEAR', `${mode}, to one position`, types, { operands: [[1, 4, 5, 1], { constant: [1, 1] }], outputs: [[1, 1, 1, 1]], options }),
    ...movementCases('RESIZE_BILINEAR', `${mode}, twice`, types, { operands: [[1, 5, 5, 1], { constant: [10, 10] }], outputs: [[1, 10, 10, 1]], options }),
  ]),
].map((one) => ({ ...one, tolerance: { atol: 1e-5, rtol: 1e-5 } }));
