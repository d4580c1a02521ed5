/** Formats of the key-value cache. */
import type { KeyValueFormat } from './checkpoint.js';

export const keyValueFormats: readonly KeyValueFormat[] = ['f32', 'k8v8', 'k8v4'];
