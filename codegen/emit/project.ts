/** Generated files as a folder that a build system takes as it is: the model in `src/`, a program around it in `example/`. */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Element } from '../../runtime-ts/ir/graph.js';
import type { Board } from '../select/board.js';
import { coreOf, familyOf, findLinux, isHosted } from '../select/features.js';
import type { Target } from '../select/target.js';
import type { CTensor } from './c_model.js';
import { linkerScript } from './linker_script.js';
import type { WeightPlace } from './weights.js';
import { render } from './render.js';

export const projects = ['none', 'makefile', 'cmake', 'platformio', 'arduino', 'zephyr'] as const;
export type Project = (typeof projects)[number];

/** What a project is made around. */
export interface ProjectModel {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly target: Target;
  /** Name of the application's array that is the arena; empty when the model has its own. */
  readonly sharedArena: string;
  readonly weights: WeightPlace;
  /** Whether it has an interface from text to text. */
  readonly text: boolean;
  /** The flash region of a board that holds the constants. */
  readonly weightsRegion: (board: Board) => string;
  readonly inputs: readonly CTensor[];
  readonly outputs: readonly CTensor[];
}

/** What the package brings along. */
export interface ProjectMaterial {
  readonly template: (name: string) => string;
  /** Start-up code by file name. */
  readonly harness: (name: string) => string;
  readonly boards: readonly Board[];
}

type File = readonly [path: string, text: string];

/** Adds a build system's files to those of a model. */
export function projectFiles(project: Exclude<Project, 'none'>, files: ReadonlyMap<string, string>, model: ProjectModel, material: ProjectMaterial): ReadonlyMap<string, string> {
  if (familyOf(model.target.core) === 'riscv') fail('N0407', `there are no projects for ${model.target.name} yet`, { where: `--project ${project}`, hint: 'Take the C files as they are: they need a C11 compiler and no more.' });
  const { name, target } = model, host = isHosted(target.core), linux = findLinux(target.core), byMakefile = project === 'makefile' || project === 'cmake';
  // A bare core has no memory of its own: the example is linked for the emulated board that runs its code.
  const board = byMakefile && !host ? target.board ?? target.emulators.at(-1) : undefined, machine = board?.qemu?.machine;
  const core = target.cflags.join(' ');
  const view = {
    ...model, upper: name.toUpperCase(), target: target.name, host, cc: host ? 'cc' : 'arm-none-eabi-gcc', ar: host ? 'ar' : 'arm-none-eabi-ar',
    triple: linux?.triple ?? '', emulator: linux?.emulator ?? '', linuxMachine: linux?.triple.replace(/-.*/, '') ?? '', tells: host && model.text, mapped: model.weights === 'file', blob: model.weights === 'blob',
    coreFlags: core, cflags: core === '' ? '' : ` ${core}`, fpu: target.features.includes('fpu'), inputs: model.inputs.map(tensorView), outputs: model.outputs.map(tensorView),
    image: host ? 'build/example' : 'build/example.elf', boardTitle: board?.title ?? '', machine: machine ?? '', emulated: machine !== undefined, runs: host || machine !== undefined,
    linkFlags: linkFlags(model.outputs, machine !== undefined), printsFloats: model.outputs.some(({ element }) => element === 'f32'),
  };
  const text = (template: string, more: object = {}): string => render(material.template(`project/${template}.hbs`), { ...view, ...more });
  const sketch = (path: string): File => [path, text('sketch.cpp', { file: path.replace(/^.*\//, '') })];
  const program: readonly File[] = [['example/main.c', text(host && model.text ? 'story.c' : 'main.c')], ...(board === undefined ? [] : [
    ['example/memory.ld', linkerScript(material.template('linker.ld.hbs'), board, { weights: model.weightsRegion(board), stackBytes: 1024 })] as const,
    ...['bn_memory.h', 'bn_startup.c', 'bn_startup.h'].map((file) => [`example/${file}`, material.harness(file)] as const),
  ])];
  const added = (): readonly File[] => {
    switch (project) {
      case 'makefile': return [['makefile', text('makefile')], ...program];
      case 'cmake': return [['CMakeLists.txt', text('cmakelists.txt')], ...(host ? [] : [['toolchain.cmake', text('toolchain.cmake')] as const]), ...program];
      case 'platformio': {
        const environment = platformioEnvironment(target, material.boards);
        return [['platformio.ini', text('platformio.ini', environment)], ['library.json', text('library.json')], ...(environment.framework === 'arduino' ? [sketch('example/main.cpp')] : program)];
      }
      case 'arduino': return [['library.properties', text('library.properties')], sketch(`examples/${name}_example/${name}_example.ino`)];
      case 'zephyr': return [
        ['zephyr/module.yml', text('module.yml')], ['zephyr/CMakeLists.txt', text('zephyr_module.txt')],
        ['example/CMakeLists.txt', text('zephyr_app.txt')], ['example/prj.conf', text('prj.conf')], ...program,
      ];
    }
  };
  return new Map([...[...files].map(([file, content]) => [`src/${file}`, content] as const), ...added()]);
}

const wide = (element: Element): boolean => element === 'i64' || element === 'u64';

/** How the example fills, and how it prints, a tensor. */
function tensorView({ accessor, element }: CTensor) {
  const unsigned = element.startsWith('u') ? 'unsigned ' : '', letter = unsigned === '' ? 'd' : 'u';
  const [format, cast] = element === 'f32' ? ['%g', 'double'] : wide(element) ? [`%ll${letter}`, `${unsigned}long long`] : [`%l${letter}`, `${unsigned}long`];
  // Arduino's Print has no 64-bit overload on every core.
  return { accessor, size: `${accessor.toUpperCase()}_SIZE`, format, cast, printed: wide(element) ? 'double' : cast };
}

/** newlib's small printf knows no 64-bit integers, and floating point only when asked. */
function linkFlags(outputs: readonly CTensor[], emulated: boolean): string {
  const small = !outputs.some(({ element }) => wide(element)), floats = outputs.some(({ element }) => element === 'f32');
  return [
    '-nostartfiles', ...(small ? ['-specs=nano.specs'] : []), `-specs=${emulated ? 'rdimon' : 'nosys'}.specs`, '-Wl,--gc-sections', ...(small && floats ? ['-Wl,-u,_printf_float'] : []),
  ].join(' ');
}

/** The target's own board; for a bare core the first board with that core; the development machine for `host`. */
function platformioEnvironment(target: Target, boards: readonly Board[]) {
  if (target.core === 'host') return { env: 'native', platform: 'native', board: '', framework: '', substitute: '' };
  const known = target.board ?? boards.find((board) => board.platformio !== null && coreOf(board.cpu, board.fpu).name === target.core);
  if (known === undefined || known.platformio === null)
    return fail('N0407', `PlatformIO has no board for ${target.name}`, { where: '--project platformio', hint: 'Name a board with an entry "platformio" (boards/), or use --project cmake.' });
  const substitute = target.board === undefined ? `${target.name} is a core, and ${known.title} has it: any board with this core will do.` : '';
  return { env: known.name, ...known.platformio, substitute };
}
