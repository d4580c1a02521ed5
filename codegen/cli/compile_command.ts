import { join } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import { inFolder, writeTogether } from '../device/files.js';
import { projects } from '../emit/project.js';
import { loadModel } from '../device/model_file.js';
import { findTuning } from '../device/tuning_file.js';
import { weightPlaces, type DataFile } from '../emit/weights.js';
import { compileModel, filesOf, modelBindings, reportFiles, type CompileModelOptions } from '../library/compile_model.js';
import { defaultTarget } from '../library/targets.js';
import { optimizations } from '../select/select_kernels.js';
import { byteCount, choice, type Flags } from './arguments.js';
import { customOpsOf, onlyModel, print, type Command } from './command.js';
import { adapterOf, countOf, textOf } from './language_model_options.js';
import { warnOnce } from './terminal.js';

type Files = ReadonlyMap<string, string>;
type AllFiles = ReadonlyMap<string, string | DataFile>;

export const compileCommand: Command = {
  name: 'compile', takes: 'MODEL', summary: 'Compiles a .tflite model, or a language model, to plain C.',
  options: ['target', 'out', 'name', 'optimize', 'project', 'report', 'bindings', 'arena-section', 'arena-symbol', 'dump-ir', 'ram', 'flash', 'resumable', 'keep-compressed', 'custom-op', 'context', 'tokenizer', 'lora', 'lora-scale', 'weights', 'json'],
  details: 'Writes all files or none. Compile them with -std=c11 -ffp-contract=off.',
  async run(given) {
    const { flags } = given, [target, another] = flags.target ?? [], file = onlyModel(given), optimize = choice('optimize', flags.optimize, optimizations);
    if (another !== undefined) fail('N0404', 'compile takes one target', { where: '--target', hint: 'Compile once for each target, into different folders.' });
    const customOps = await customOpsOf(flags), { graph, source, language } = loadModel(file, customOps, { context: countOf('context', flags.context), adapter: adapterOf(flags) });
    const compilation = compileModel(graph, {
      target, customOps, source, name: flags.name, ram: byteCount('ram', flags.ram), flash: byteCount('flash', flags.flash), keepCompressed: flags['keep-compressed'], resumable: flags.resumable, arena: arenaOf(flags), text: textOf(language, flags),
      optimize, tuning: findTuning(file, target ?? defaultTarget, optimize ?? 'balanced', warnOnce(process.stderr)), project: choice('project', flags.project, projects), weights: choice('weights', flags.weights, weightPlaces),
    });
    const dump = dumpOf(compilation.stages, flags['dump-ir']);
    const report: Files = flags.report === undefined ? new Map() : inFolder(flags.report, reportFiles(compilation));
    const bindings: Files = flags.bindings ? new Map([[`${compilation.name}.ts`, await modelBindings(graph, { name: compilation.name, source, customOps })]]) : new Map();
    const files: AllFiles = new Map<string, string | DataFile>([...inFolder(flags.out ?? compilation.name, new Map([...filesOf(compilation), ...bindings])), ...report, ...dump.files]);
    writeTogether(files);
    (flags.json ? process.stderr : process.stdout).write(dump.text);
    const { name, weightBytes, arenaBytes, stateBytes, arenaLowerBound, kernels, patches } = compilation;
    print(flags, {
      files: [...files.keys()], target: compilation.target, flash: { weights: weightBytes }, ram: { arena: arenaBytes, state: stateBytes }, arenaLowerBound, patches: patches ?? null, kernels,
    }, [
      `${name} for ${compilation.target}: ${weightBytes} B of constants, ${arenaBytes} B of arena (lower bound ${arenaLowerBound} B), ${stateBytes} B of state`,
      ...(patches === undefined ? [] : [`  the first ${patches.layers} layers run in ${patches.stripes} stripes of rows: ${patches.extraMacs} MACs are computed again`]),
      ...[...files.keys()].map((file) => `  ${file}`),
    ].join('\n'));
    return 0;
  },
};

function arenaOf(flags: Flags): CompileModelOptions['arena'] {
  const { 'arena-section': section, 'arena-symbol': symbol } = flags;
  if (section !== undefined && symbol !== undefined)
    fail('N0404', 'an arena of the application is not ours to put into a section', { where: '--arena-section', hint: 'Give the section where the application defines the array.' });
  return symbol === undefined ? { kind: 'own', section } : { kind: 'shared', symbol };
}

/** `STAGE|all[:DIR]`: text to print, or files to write. */
function dumpOf(stages: ReadonlyMap<string, () => string>, wanted: string | undefined): { readonly text: string; readonly files: Files } {
  if (wanted === undefined) return { text: '', files: new Map() };
  const [, stage = '', folder] = /^([^:]*)(?::(.*))?$/.exec(wanted) ?? [], names = [...stages.keys()];
  const chosen = names.filter((name) => stage === 'all' || stage === name);
  if (chosen.length === 0 || folder === '') fail('N0404', `"${wanted}" names no stage`, { where: '--dump-ir', hint: `Stages: ${names.join(', ')}, all; a folder follows a colon.` });
  const texts = chosen.map((name) => [name, stages.get(name)?.() ?? ''] as const);
  if (folder === undefined) return { text: texts.map(([name, text]) => `-- ${name}\n${text}`).join(''), files: new Map() };
  return { text: '', files: new Map(texts.map(([name, text]) => [join(folder, `${String(names.indexOf(name)).padStart(2, '0')}_${name}.txt`), text])) };
}
