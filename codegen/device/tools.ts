/** The programs of the development machine that build and run images, and the one way to start them. */
import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { familyOf, findLinux, isHosted, type Family, type LinuxSystem } from '../select/features.js';

export interface MissingTool {
  readonly tool: string;
  /** Debian packages, separated by spaces. */
  readonly packages: string;
}

/** Programs are not installed. The command line ends with exit code 3. */
export class ToolError extends Error {
  constructor(readonly missing: readonly MissingTool[]) {
    super(`${missing.map(({ tool }) => tool).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed\n  hint: on Debian or Ubuntu: sudo apt-get install ${missing.map(({ packages }) => packages).join(' ')}`);
    this.name = 'ToolError';
  }
}

/** A program that we build or run ended in a way it never should: a bug of ours, or a broken installation. */
export class DeviceError extends Error {
  constructor(what: string, readonly log: string) {
    super(log === '' ? what : `${what}\n${log}`);
    this.name = 'DeviceError';
  }
}

export function findCrossCompiler(family: Family = 'arm'): string {
  return family === 'arm' ? find(['arm-none-eabi-gcc'], 'gcc-arm-none-eabi libnewlib-arm-none-eabi') : find(['riscv64-unknown-elf-gcc'], 'gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf');
}

export function findEmulator(family: Family = 'arm'): string {
  return family === 'arm' ? find(['qemu-system-arm'], 'qemu-system-arm') : find(['qemu-system-riscv32'], 'qemu-system-misc');
}

/** The environment variable CC, else gcc, else clang. */
export function findHostCompiler(): string {
  const chosen = process.env['CC'];
  return find(chosen ? [chosen] : ['gcc', 'clang', 'cc'], 'gcc');
}

const isNative = ({ arch }: LinuxSystem): boolean => process.platform === 'linux' && process.arch === arch;

/** A compiler for a core or a system, and what its linker needs so that the program can run here. */
export function findCompiler(core: string): { readonly compiler: string; readonly linkFlags: readonly string[]; readonly libraryPackage: string } {
  const linux = findLinux(core);
  if (core === 'host' || (linux !== undefined && isNative(linux))) return { compiler: findHostCompiler(), linkFlags: [], libraryPackage: 'libc6-dev' };
  if (linux === undefined) return { compiler: findCrossCompiler(familyOf(core)), linkFlags: [], libraryPackage: '' };
  // A program of its own needs no libraries of that system beside the emulator.
  return { compiler: find([`${linux.triple}-gcc`], `${linux.compilerPackage} ${linux.libraryPackage}`), linkFlags: ['-static'], libraryPackage: linux.libraryPackage };
}

/** What runs programs of a system that is not this machine's; undefined where they run as they are. */
export function findUserEmulator(core: string): string | undefined {
  const linux = findLinux(core);
  return linux === undefined || isNative(linux) ? undefined : find([linux.emulator], 'qemu-user');
}

/** Throws one ToolError that names everything which building and running for these cores lacks. */
export function requireTools(cores: readonly string[]): void {
  const families = [...new Set(cores.filter((core) => !isHosted(core)).map(familyOf))];
  const finders = [
    ...cores.filter(isHosted).flatMap((core) => [() => findCompiler(core), () => findUserEmulator(core)]), ...families.flatMap((family) => [() => findCrossCompiler(family), () => findEmulator(family)]),
  ];
  const missing = finders.flatMap((finder) => {
    try {
      finder();
      return [];
    } catch (error) {
      if (error instanceof ToolError) return error.missing;
      throw error;
    }
  });
  if (missing.length > 0) throw new ToolError([...new Map(missing.map((one) => [one.tool, one])).values()]);
}

/** True when images for Cortex-M, or for this core or system, can be built and run here; tests skip themselves otherwise. */
export function hasDeviceTools(core = 'cortex-m4'): boolean {
  try {
    requireTools([core]);
    return true;
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}

function find(names: readonly string[], packages: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of names) {
    const candidates = /[\\/]/.test(name) ? [name] : folders.map((folder) => join(folder, name));
    const found = candidates.find(isProgram);
    if (found !== undefined) return found;
  }
  throw new ToolError([{ tool: names[0] ?? '', packages }]);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export interface Ended {
  /** null when it was stopped, by our time limit or a signal. */
  readonly status: number | null;
  readonly timedOut: boolean;
  readonly log: string;
}

/** Runs a program to its end, or kills it at the time limit. Messages are in English whatever the user's language. */
export function runTool(program: string, args: readonly string[], cwd: string, timeoutMs: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd, timeout: timeoutMs, killSignal: 'SIGKILL' as const, maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: 'C' },
    };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const log = `${stdout}${stderr}`.trim();
      if (error === null) resolve({ status: 0, timedOut: false, log });
      else if (typeof error.code === 'string') reject(error);
      else resolve({ status: error.code ?? null, timedOut: error.killed === true, log });
    });
  });
}

/** Runs a program to its end like runTool, and gives what it writes to standard output as it comes; the log is what it says beside that. */
export function streamTool(program: string, args: readonly string[], cwd: string, timeoutMs: number, onOutput: (bytes: Uint8Array) => void): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL', env: { ...process.env, LC_ALL: 'C' } }), log: Buffer[] = [];
    child.stdout.on('data', onOutput);
    child.stderr.on('data', (bytes: Buffer) => { log.push(bytes); });
    child.on('error', reject);
    child.on('close', (status, signal) => { resolve({ status, timedOut: signal === 'SIGKILL', log: Buffer.concat(log).toString('utf8').trim() }); });
  });
}
