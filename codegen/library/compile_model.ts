import { fail } from '../../runtime-ts/diagnostic.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import { compile, type Compilation } from '../compile.js';
import type { LoadedCustomOp } from '../custom_op.js';
import { inFolder } from '../device/files.js';
import { loadBoards, loadFirmware, readHarness, readTemplate } from '../device/package_files.js';
import { commentText } from '../emit/c_initializer.js';
import { version, type Program } from '../emit/c_model.js';
import { isIdentifier, modelName, modelNameProblem } from '../emit/c_names.js';
import { projectFiles, type Project } from '../emit/project.js';
import { reportFiles as renderReport } from '../emit/report_html.js';
import type { LanguageText } from '../emit/text_view.js';
import { tsBindings } from '../emit/ts_bindings.js';
import { weightsRegion } from '../plan/budget.js';
import type { DataFile, WeightPlace } from '../emit/weights.js';
import type { Optimize } from '../select/select_kernels.js';
import type { Tuning } from '../select/tuning.js';
import { findTarget } from './targets.js';

export interface CompileModelOptions {
  /** A board, a bare core, `host`, `linux-x64` or `linux-aarch64`; default `cortex-m4f`. */
  readonly target?: string | undefined;
  /** Prefix of files and C names; default the graph's name. */
  readonly name?: string | undefined;
  /** Where the model is from, for the banner of the files; default the graph's name. */
  readonly source?: string | undefined;
  /** What to spend flash on; default `balanced`. */
  readonly optimize?: Optimize | undefined;
  /** Where activations live; default an array of the model's own. */
  readonly arena?: Program['arena'] | undefined;
  /** Operators of the user's own, with which the graph was read. */
  readonly customOps?: readonly LoadedCustomOp[] | undefined;
  /** Weights of few values (compressed models) stay coded in flash; each layer's are unpacked into the arena before it runs. */
  readonly keepCompressed?: boolean | undefined;
  /** Bytes of RAM for arena, state and stack, instead of what the board has. Where they do not do, the first layers run in stripes of rows. */
  readonly ram?: number | undefined;
  /** Of a language model: with it come the files of the interface from text to text. */
  readonly text?: LanguageText | undefined;
  /** Kernels that were measured to be the best, for some layers or all; "burin tune" finds them. */
  readonly tuning?: Tuning | undefined;
  /** The model calls bn_step before each layer and at its end, for a program that measures layers. */
  readonly hooks?: boolean | undefined;
  /** Where constants are: C arrays, a blob for the assembler, or a file that a program on Linux maps. Default arrays up to a mebibyte, and beyond a blob, or, of a language model on Linux, a file. */
  readonly weights?: WeightPlace | undefined;
  /** Bytes of flash for constants, instead of what the board has. Where they do not do, weights of few values are kept coded. */
  readonly flash?: number | undefined;
  /** A run in parts too (`<name>_run_part`), so that other work can be done between layers. */
  readonly resumable?: boolean | undefined;
  /** A build system to make the files a project of; default `none`. */
  readonly project?: Project | undefined;
}

/** Compiles a model to C. Nothing is written: the result has all files as text. Throws a CompileError with all problems of the stage that fails. */
export function compileModel(graph: Graph, options: CompileModelOptions = {}): Compilation {
  const { name = modelName(graph.name), source = graph.name, optimize, arena, customOps, keepCompressed, ram, text, tuning, hooks, weights, resumable, flash } = options;
  const problem = modelNameProblem(name);
  if (problem !== undefined) fail('N0404', `"${name}" cannot be the name of a model: ${problem}`, { where: '--name', hint: 'Choose a name of letters, digits and underscores, such as kws.' });
  if (arena !== undefined) checkArena(arena, name);
  const target = findTarget(options.target);
  const compilation = compile(graph, {
    name, source, target, templates: readTemplate, firmware: loadFirmware(), customOps, keepCompressed, ram, text, tuning, hooks, weights, resumable, flash,
    ...(optimize === undefined ? {} : { optimize }), ...(arena === undefined ? {} : { arena }),
  });
  if (options.project === undefined || options.project === 'none') return compilation;
  const { inputs, outputs, weightBytes, arenaBytes, stateBytes, data } = compilation;
  const files = projectFiles(options.project, compilation.files, {
    name, source: commentText(source), version, target, inputs, outputs, weights: compilation.weights, text: text !== undefined, sharedArena: arena?.kind === 'shared' ? arena.symbol : '',
    weightsRegion: (board) => weightsRegion(board.regions, { weights: weightBytes, arena: arenaBytes, state: stateBytes }),
  }, { template: readTemplate, harness: readHarness, boards: loadBoards() });
  return { ...compilation, files, data: inFolder('src', data), sources: compilation.sources.map((file) => `src/${file}`) };
}

/** All files of a compilation, text and data, by their paths. */
export function filesOf({ files, data }: Pick<Compilation, 'files' | 'data'>): ReadonlyMap<string, string | DataFile> {
  return new Map<string, string | DataFile>([...files, ...data]);
}

/** A typed TypeScript face of a model, as the text of `<name>.ts`: tensors as literals, `run` and `reset` on `burin/runtime`. */
export function modelBindings(graph: Graph, options: Pick<CompileModelOptions, 'name' | 'source' | 'customOps'> = {}): Promise<string> {
  const { name = modelName(graph.name), source = graph.name, customOps = [] } = options;
  return tsBindings(graph, { name, source, customOps: customOps.length > 0 });
}

/** The report as files: `report.html`, one page that needs nothing else, and `report.json`. */
export function reportFiles({ report }: Pick<Compilation, 'report'>): ReadonlyMap<string, string> {
  return renderReport(report, readTemplate('report.html.hbs'));
}

function checkArena(arena: Program['arena'], name: string): void {
  if (arena.kind === 'shared') {
    const { symbol } = arena, taken = symbol === 'state' || symbol.startsWith(`${name}_`);
    if (!isIdentifier(symbol) || taken)
      fail('N0404', `"${symbol}" cannot be the name of the arena: ${taken ? 'the model uses it' : 'it is no C identifier'}`, { where: '--arena-symbol', hint: 'Name an array of the application, such as shared_arena.' });
  } else if (arena.section !== undefined && !/^[A-Za-z0-9_.$]+$/.test(arena.section)) {
    fail('N0404', `"${arena.section}" is no section name`, { where: '--arena-section', hint: 'Name a section of the linker script, such as .ram_DTCM.' });
  }
}
