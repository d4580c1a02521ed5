/** SIGN: 1, 0 or -1, and 0 for NaN; not in TFLM (kernels/sign.cc). */
import { defineUnary } from './unary.js';

const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : 0);

export const sign = defineUnary<null>({ name: 'sign', types: { f32: () => signOf, i32: () => signOf } });
