import { fail } from '../../runtime-ts/diagnostic.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import { compile, type Compilation, type CompileOptions } from '../compile.js';
import { inFolder } from '../device/files.js';
import { loadBoards, loadFirmware, readHarness, readTemplate } from '../device/package_files.js';
import { commentText } from '../emit/c_initializer.js';
import { version, type Program } from '../emit/c_model.js';
import { isIdentifier, modelName, modelNameProblem } from '../emit/c_names.js';
import { projectFiles, type Project } from '../emit/project.js';
import { reportFiles as renderReport } from '../emit/report_html.js';
import { tsBindings } from '../emit/ts_bindings.js';
import { weightsRegion } from '../plan/budget.js';
import type { DataFile } from '../emit/weights.js';
import { findTarget } from './targets.js';

export interface CompileModelOptions extends Omit<CompileOptions, 'name' | 'source' | 'target' | 'templates' | 'firmware' | 'lean'> {
  /** A board, a bare core, `host`, `linux-x64` or `linux-aarch64`; default `cortex-m4f`. */
  readonly target?: string | undefined;
  /** Prefix of files and C names; default the graph's name. */
  readonly name?: string | undefined;
  /** Where the model is from, for the banner of the files; default the graph's name. */
  readonly source?: string | undefined;
  /** A build system to make the files a project of; default `none`. */
  readonly project?: Project | undefined;
}

/** Compiles a model to C. Nothing is written: the result has all files as text. Throws a CompileError with all problems of the stage that fails. */
export function compileModel(graph: Graph, options: CompileModelOptions = {}): Compilation {
  const { name = modelName(graph.name), source = graph.name, project = 'none', ...compiled } = options, { arena, text } = compiled;
  const problem = modelNameProblem(name);
  if (problem !== undefined) fail('N0404', `"${name}" cannot be the name of a model: ${problem}`, { where: '--name', hint: 'Choose a name of letters, digits and underscores, such as kws.' });
  if (arena !== undefined) checkArena(arena, name);
  const target = findTarget(options.target);
  const compilation = compile(graph, { ...compiled, name, source, target, templates: readTemplate, firmware: loadFirmware() });
  if (project === 'none') return compilation;
  const { inputs, outputs, weightBytes, arenaBytes, stateBytes, data } = compilation;
  const files = projectFiles(project, compilation.files, {
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
