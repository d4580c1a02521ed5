import { flag, int16, signalCase } from '../support/signal_cases.js';

const stacker = (name: string, num_channels: number, left: number, right: number, stacker_step: number, invocations = 6) =>
  signalCase('SignalStacker', name, {
    inputs: [int16(num_channels)], outputs: [int16(num_channels * (left + right + 1)), flag],
    options: { num_channels, stacker_left_context: left, stacker_right_context: right, stacker_step },
  }, { invocations });

// Frames before and none after: the output is complete from the first frame on, so that TFLM writes all of it.
export const cases = [stacker('one frame', 4, 0, 0, 1), stacker('two before', 3, 2, 0, 1), stacker('one channel, five before', 1, 5, 0, 1)];
