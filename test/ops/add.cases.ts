import type { OpCase } from '../support/op_cases.js';

function sum(name: string, shape: readonly number[], zeroPoints: readonly number[], scales: readonly number[], activation = 0): OpCase {
  const tensor = (at: number) => ({ name: `t${at}`, type: 'int8' as const, shape: [...shape], scales: [scales[at] ?? 1], zeroPoints: [zeroPoints[at] ?? 0] });
  return {
    name,
    model: {
      tensors: [tensor(0), tensor(1), tensor(2)], inputs: [0, 1], outputs: [2],
      operators: [{ op: 'ADD', version: 2, inputs: [0, 1], outputs: [2], options: { fused_activation_function: activation } }],
    },
  };
}

export const cases: readonly OpCase[] = [
  sum('int8, different scales', [1, 5, 7, 3], [3, -20, 9], [0.017, 0.091, 0.083]),
  sum('int8, equal scales', [64], [0, 0, 0], [0.05, 0.05, 0.05]),
  sum('int8, saturating', [2, 33], [-128, 127, 0], [0.5, 0.25, 0.01]),
  sum('int8, fused RELU', [1, 40], [1, 2, -5], [0.02, 0.03, 0.04], 1),
  sum('int8, fused RELU6', [1, 40], [1, 2, -128], [0.05, 0.08, 0.0235], 3),
];
