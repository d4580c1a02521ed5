export { rfft as default } from './signal_fft.js';
