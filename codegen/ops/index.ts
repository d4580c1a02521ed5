/** Every operator that Burin knows, in alphabetical order: one import and one line each. */
import type { OpSlice } from './op_slice.js';
import fullyConnected from './fully_connected.js';

export const slices: readonly OpSlice[] = [
  fullyConnected,
];
