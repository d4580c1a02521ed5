import { neg } from '../../runtime-ts/ops/float_functions.js';
import { floatFunctionSlice } from './float_function.js';

export default floatFunctionSlice(neg, 'NEG');
