/** Generated C to a program: for a core with the harness or without, or for an operating system. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { linkerScript } from '../emit/linker_script.js';
import { render } from '../emit/render.js';
import { type Board, defaultRegion } from '../select/board.js';
import { familyOf, isHosted } from '../select/features.js';
import type { Target } from '../select/target.js';
import { readElf } from './elf.js';
import type { ImageModel } from './image_model.js';
import { type Overflow, readOverflows } from './overflows.js';
import { packageRoot, readTemplate } from './package_files.js';
import { type Footprint, footprintOf } from './size.js';
import { toolchains } from './toolchain.js';
import { DeviceError, findCompiler, runTool, ToolError, type MissingTool } from './tools.js';

/** How all of our C is compiled. Contraction is off because a fused multiply-add rounds once instead of twice. */
export const houseFlags: readonly string[] = [
  '-std=c11', '-O2', '-ffp-contract=off', '-ffunction-sections', '-fdata-sections',
  '-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wshadow', '-Werror',
];

export interface ImageRequest {
  /** The folder of the generated files, which is also searched for headers. */
  readonly dir: string;
  /** C files, relative to `dir` or absolute. */
  readonly sources: readonly string[];
  readonly includeDirs?: readonly string[];
  readonly models: readonly ImageModel[];
  readonly target: Target;
  /** Whose memory the image is linked for; none where an operating system runs the program. */
  readonly board?: Board | undefined;
  /** `run`: reads inputs and writes outputs. `footprint`: the least program around the models. `program`: one of the caller's. `measured`: likewise, with what the harness measures with. */
  readonly purpose: 'run' | 'footprint' | 'program' | 'measured';
  /** The text of the caller's program. */
  readonly main?: string;
  /** Added last, to compile and link. */
  readonly extraFlags?: readonly string[];
  /** The least stack to leave room for; 1024 by default. */
  readonly stackBytes?: number;
  /** Where objects and the image go; must exist. */
  readonly workDir: string;
}

export interface Image {
  readonly path: string;
  readonly workDir: string;
  /** What it was built for. */
  readonly core: string;
  readonly board?: Board | undefined;
  readonly models: readonly ImageModel[];
  /** Absent where an operating system runs the program. */
  readonly footprint?: Footprint;
}

/** The image is larger than the board's memory. */
export class ImageDoesNotFit extends CompileError {
  constructor(readonly board: Board, readonly overflows: readonly Overflow[]) {
    super(overflows.map(({ region, bytesOver }) => ({
      code: 'N0510',
      what: `the image does not fit: region ${region} is too small by ${bytesOver} bytes`,
      where: `board ${board.name}`,
      hint: 'choose a board with more memory, a smaller model, or --optimize size',
    })));
    this.name = 'ImageDoesNotFit';
  }
}

const compileLimitMs = 300_000;
const harness = join(packageRoot, 'firmware', 'harness');

/** Compiles and links. Throws ImageDoesNotFit, ToolError, or DeviceError with the compiler's words. */
export async function buildImage(request: ImageRequest): Promise<Image> {
  const { workDir, target, board, purpose, models } = request;
  const hosted = isHosted(target.core);
  if (!hosted && board === undefined) throw new Error(`an image for ${target.name} needs a board`);
  const { compiler, linkFlags, libraryPackage } = findCompiler(target.core), chain = toolchains[familyOf(target.core)];
  const missing = hosted ? { tool: 'the C library of the compiler', packages: libraryPackage } : chain.library, mainPath = join(workDir, `${purpose}_main.c`);
  const views = models.map((model) => ({ ...model, mapped: model.weightFile !== undefined, weightFile: JSON.stringify(model.weightFile ?? '') }));
  writeFileSync(mainPath, request.main ?? render(readTemplate(purpose === 'run' ? 'device_main.c.hbs' : 'footprint_main.c.hbs'), { models: views }));
  const device = { run: chain.harness, footprint: [], program: ['bn_semihosting.c'], measured: chain.harness }[purpose], ours = hosted ? (purpose === 'program' ? [] : ['bn_harness_host.c']) : [chain.startup, ...device];
  const sources = [
    ...request.sources.map((source) => resolve(request.dir, source)),
    mainPath, ...ours.map((name) => join(harness, name)),
  ];
  const flags = [
    ...houseFlags, ...target.cflags, ...(hosted ? [] : chain.libraryFlags), ...(request.extraFlags ?? []),
    ...[request.dir, ...(request.includeDirs ?? []), harness].map((dir) => `-I${resolve(dir)}`),
  ];
  const objects = await compileAll(compiler, sources, flags, join(workDir, purpose), missing);
  const path = join(workDir, `${purpose}.elf`);
  const base = { path, workDir, models, core: target.core };
  if (board === undefined) {
    const ended = await runTool(compiler, [...objects, ...linkFlags, ...(request.extraFlags ?? []), '-o', path], workDir, compileLimitMs);
    if (ended.status !== 0) throw buildError('the image cannot be linked', ended.log, missing);
    return base;
  }
  await link(compiler, objects, request, board, path);
  return { ...base, board, footprint: footprintOf(readElf(readFileSync(path)), models) };
}

/** A compiler without its C library is a missing package; anything else is our code's fault. */
function buildError(what: string, log: string, library: MissingTool): Error {
  const noLibrary = /<?(assert|stdint|stddef|string|stdio|stdlib)\.h>?: No such file|cannot read spec file|cannot find -lc\b|'(assert|stdint|stddef|string|stdio|stdlib)\.h' file not found/.test(log);
  if (!noLibrary) return new DeviceError(what, log);
  return new ToolError([library]);
}

/** Two compilers at a time: more gains nothing on a small machine and takes memory from other work. */
async function compileAll(compiler: string, sources: readonly string[], flags: readonly string[], stem: string, library: MissingTool): Promise<readonly string[]> {
  const jobs = sources.map((source, index) => ({ source, object: `${stem}_${index}_${basename(source, '.c')}.o` }));
  const waiting = [...jobs];
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const ended = await runTool(compiler, [...flags, '-c', job.source, '-o', job.object], harness, compileLimitMs);
      if (ended.status !== 0) throw buildError(`${basename(job.source)} does not compile`, ended.log, library);
    }
  };
  await Promise.all([worker(), worker()]);
  return jobs.map((job) => job.object);
}

/** Tries the board's flash regions in turn for the weights, which are most of a large image. */
async function link(compiler: string, objects: readonly string[], request: ImageRequest, board: Board, path: string): Promise<void> {
  const script = `${path}.ld`, chain = toolchains[familyOf(request.target.core)];
  const flash = board.regions.filter((region) => region.kind === 'flash');
  let first: ImageDoesNotFit | undefined;
  for (const { name: weights } of flash) {
    writeFileSync(script, linkerScript(readTemplate('linker.ld.hbs'), board, { weights, stackBytes: request.stackBytes ?? 1024 }));
    const args = [
      ...request.target.cflags, ...objects, '-T', script, '-nostartfiles', ...chain.libraryFlags, ...chain.linkFlags,
      '-Wl,--gc-sections', `-Wl,-Map=${path}.map`, ...(request.extraFlags ?? []), '-o', path,
    ];
    const ended = await runTool(compiler, args, request.workDir, compileLimitMs);
    if (ended.status === 0) return;
    const overflows = readOverflows(ended.log);
    if (overflows.length === 0) throw buildError('the image cannot be linked', ended.log, chain.library);
    first ??= new ImageDoesNotFit(board, overflows);
    if (!overflows.some(({ region }) => region === defaultRegion(board, 'flash').name || region === weights)) break;
  }
  if (first !== undefined) throw first;
}
