/** What each core can do, and the compiler flags that say so to gcc. */
import type { Feature } from '../ops/op_slice.js';

/** What decides compiler, emulator and start-up code. */
export type Family = 'arm' | 'riscv';

export interface Core {
  /** The name a user gives: `cortex-m4f`. */
  readonly name: string;
  /** The name gcc's `-mcpu` takes: `cortex-m4`; of a RISC-V core, what `-march` takes without `rv`: `riscv32imc`. */
  readonly cpu: string;
  /** The name gcc's `-mfpu` takes; null without a floating-point unit. */
  readonly fpu: string | null;
  readonly features: readonly Feature[];
}

const cores: readonly Core[] = [
  { name: 'cortex-m0', cpu: 'cortex-m0', fpu: null, features: [] },
  { name: 'cortex-m0plus', cpu: 'cortex-m0plus', fpu: null, features: [] },
  { name: 'cortex-m3', cpu: 'cortex-m3', fpu: null, features: ['smlal'] },
  { name: 'cortex-m4', cpu: 'cortex-m4', fpu: null, features: ['dsp'] },
  { name: 'cortex-m4f', cpu: 'cortex-m4', fpu: 'fpv4-sp-d16', features: ['dsp', 'fpu'] },
  { name: 'cortex-m7', cpu: 'cortex-m7', fpu: 'fpv5-sp-d16', features: ['dsp', 'fpu'] },
  { name: 'cortex-m33', cpu: 'cortex-m33', fpu: 'fpv5-sp-d16', features: ['dsp', 'fpu'] },
  // -mcpu=cortex-m55 alone turns on Helium and the floating-point unit, so -mfpu stays at its default.
  { name: 'cortex-m55', cpu: 'cortex-m55', fpu: 'auto', features: ['dsp', 'mve', 'fpu'] },
  { name: 'riscv32imc', cpu: 'riscv32imc', fpu: null, features: [] },
];

/** Linux on a processor. Programs run as they are where the development machine is of its kind, else by QEMU's user mode. */
export interface LinuxSystem {
  /** The name a user gives: `linux-aarch64`. */
  readonly name: string;
  /** What the names of its compilers begin with. */
  readonly triple: string;
  /** The processor as Node's `process.arch` names it. */
  readonly arch: string;
  readonly emulator: string;
  readonly features: readonly Feature[];
  /** Debian packages of the cross compiler and of its C library. */
  readonly compilerPackage: string;
  readonly libraryPackage: string;
}

const linuxSystems: readonly LinuxSystem[] = [
  { name: 'linux-x64', triple: 'x86_64-linux-gnu', arch: 'x64', emulator: 'qemu-x86_64', features: [], compilerPackage: 'gcc-x86-64-linux-gnu', libraryPackage: 'libc6-dev-amd64-cross' },
  { name: 'linux-aarch64', triple: 'aarch64-linux-gnu', arch: 'arm64', emulator: 'qemu-aarch64', features: ['neon'], compilerPackage: 'gcc-aarch64-linux-gnu', libraryPackage: 'libc6-dev-arm64-cross' },
];

/** Targets whose programs are processes of an operating system: the development machine, and Linux. */
export const hostedNames: readonly string[] = ['host', ...linuxSystems.map(({ name }) => name)];

export function isHosted(core: string): boolean {
  return hostedNames.includes(core);
}

export function findLinux(core: string): LinuxSystem | undefined {
  return linuxSystems.find(({ name }) => name === core);
}

/** Of a core's name, or of a board's `cpu`. */
export function familyOf(core: string): Family {
  return core.startsWith('riscv') ? 'riscv' : 'arm';
}

/** Names of all cores, smallest first; RISC-V after Arm. */
export const coreNames: readonly string[] = cores.map((core) => core.name);

/** The values that a board's `cpu` may have. */
export const cpuNames: readonly string[] = [...new Set(cores.map((core) => core.cpu))];

export function findCore(name: string): Core | undefined {
  return cores.find((core) => core.name === name);
}

/** The core of a board, which names its floating-point unit by itself: an M7 may have `fpv5-d16`, an M33 none. */
export function coreOf(cpu: string, fpu: string | null): Core {
  const family = cores.filter((core) => core.cpu === cpu);
  const core = family.find((c) => (c.fpu === null) === (fpu === null)) ?? family[0];
  if (core === undefined) throw new Error(`no core ${cpu}; parseBoard lets only known ones through`);
  const features = core.features.filter((feature) => feature !== 'fpu' || fpu !== null);
  return { ...core, fpu, features };
}

/** gcc's flags for a core. */
export function coreFlags(core: Core): readonly string[] {
  // No part of .data is reached through gp, which the start-up code does not set.
  if (familyOf(core.cpu) === 'riscv') return [`-march=${core.cpu.replace('riscv', 'rv')}`, '-mabi=ilp32', '-msmall-data-limit=0'];
  const float = core.fpu === null ? ['-mfloat-abi=soft'] : ['-mfloat-abi=hard'];
  const unit = core.fpu === null || core.fpu === 'auto' ? [] : [`-mfpu=${core.fpu}`];
  return [`-mcpu=${core.cpu}`, '-mthumb', ...unit, ...float];
}
