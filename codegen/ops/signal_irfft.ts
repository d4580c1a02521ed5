export { irfft as default } from './signal_fft.js';
