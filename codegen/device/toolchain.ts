/** What differs between the families of cores when an image is built. */
import type { Family } from '../select/features.js';
import type { MissingTool } from './tools.js';

export interface Toolchain {
  /** In firmware/harness: from reset to main. */
  readonly startup: string;
  /** In firmware/harness: what runs and measures a model besides. */
  readonly harness: readonly string[];
  /** To compile and to link with the C library. */
  readonly libraryFlags: readonly string[];
  readonly linkFlags: readonly string[];
  /** What is missing where the C library is. */
  readonly library: MissingTool;
}

export const toolchains: Readonly<Record<Family, Toolchain>> = {
  arm: {
    startup: 'bn_startup.c',
    harness: ['bn_harness_device.c', 'bn_semihosting.c', 'bn_stack.c', 'bn_systick.c'],
    libraryFlags: [],
    linkFlags: ['-specs=nano.specs', '-specs=nosys.specs'],
    library: { tool: 'the C library of arm-none-eabi-gcc', packages: 'libnewlib-arm-none-eabi' },
  },
  riscv: {
    startup: 'bn_startup_riscv.c',
    harness: ['bn_harness_device.c', 'bn_semihosting.c', 'bn_stack.c', 'bn_systick_riscv.c'],
    libraryFlags: ['-specs=picolibc.specs'],
    linkFlags: [],
    library: { tool: 'the C library of riscv64-unknown-elf-gcc', packages: 'picolibc-riscv64-unknown-elf' },
  },
};
