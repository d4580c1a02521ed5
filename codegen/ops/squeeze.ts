import { squeeze } from '../../runtime-ts/ops/reshape.js';
import { sameBytesSlice } from './same_bytes.js';

export default sameBytesSlice(squeeze, 'SQUEEZE', (options) => ({ dimensions: options.numbers('squeeze_dims') }));
