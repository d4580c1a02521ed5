import { select } from '../../runtime-ts/ops/select.js';
import { selectSlice } from './select_kernels.js';

export default selectSlice(select, 'SELECT');
