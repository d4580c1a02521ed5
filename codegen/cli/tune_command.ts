import { fail } from '../../runtime-ts/diagnostic.js';
import { loadModel } from '../device/model_file.js';
import { requireTools } from '../device/tools.js';
import { readTuning, tuningPath, writeTuning, type TuningRecord } from '../device/tuning_file.js';
import type { MeasuredLayer } from '../library/choose_variants.js';
import { defaultTarget, findTarget } from '../library/targets.js';
import { tuneModel, tuneUnits, type TuneResult } from '../library/tune_model.js';
import { optimizations } from '../select/select_kernels.js';
import type { MeasuredVariant, TuneTotals, Tuning } from '../select/tuning.js';
import { byteCount, choice } from './arguments.js';
import { customOpsOf, onlyModel, print, table, type Command } from './command.js';
import { adapterOf, countOf } from './language_model_options.js';
import { progressOn, warnOnce } from './terminal.js';

export const tuneCommand: Command = {
  name: 'tune', takes: 'MODEL', summary: 'Measures every kernel and form that the layers of a model could have on a core, and keeps the best beside the model.',
  options: ['target', 'optimize', 'by', 'runner', 'restart', 'ram', 'keep-compressed', 'custom-op', 'context', 'json'],
  details: 'Writes MODEL.tune.json after each run of the emulator, and goes on from there when it was interrupted. compile, verify and bench read it when model,\ncompiler, target and --optimize are the same. Results are the same in every bit. docs/tuning.md says more.',
  async run(given) {
    const { flags } = given, [name = defaultTarget, another] = flags.target ?? [], model = onlyModel(given), progress = progressOn(process.stderr);
    if (another !== undefined) fail('N0404', 'tune takes one target', { where: '--target', hint: 'Tune once for each target: the record keeps all.' });
    const target = findTarget(name).name, optimize = choice('optimize', flags.optimize, optimizations) ?? 'balanced', ram = byteCount('ram', flags.ram), runner = flags.runner;
    const by = runner === undefined ? choice('by', flags.by, tuneUnits) ?? 'instructions' : 'cycles';
    if (runner !== undefined && flags.by === 'instructions') fail('N0404', 'a board counts cycles', { where: '--by', hint: 'Leave out --by instructions, or --runner.' });
    const customOps = await customOpsOf(flags), { graph } = loadModel(model, customOps, { context: countOf('context', flags.context), adapter: adapterOf(flags) });
    const others = readTuning(model, warnOnce(process.stderr)), about = { target, optimize, by, runner: runner ?? null, ram: ram ?? null, keepCompressed: flags['keep-compressed'] === true };
    const same = (record: TuningRecord): boolean => (Object.keys(about) as (keyof typeof about)[]).every((key) => record[key] === about[key]);
    const known = flags.restart === true ? [] : (others.find(same)?.layers ?? []).map((layer) => ({ ...layer, variants: [] }));
    const write = (layers: readonly MeasuredLayer[], result?: TuneResult): void => {
      writeTuning(model, { ...about, complete: result !== undefined, before: result?.before ?? null, after: result?.after ?? null, layers: layers.map((layer) => entry(layer, result?.tuning)) }, others);
    };
    requireTools([findTarget(target).core]);
    try {
      const result = await tuneModel(graph, { target, optimize, by, runner, ram, customOps, keepCompressed: flags['keep-compressed'], known, onMeasured: write, onProgress: progress });
      write(result.layers, result);
      progress('');
      const { layers, tuning, before, after } = result;
      print(flags, { model, ...about, file: tuningPath(model), before, after, layers: layers.map((layer) => entry(layer, tuning)) }, text(result, by, tuningPath(model)));
      return 0;
    } finally {
      progress('');
    }
  },
};

function entry({ name, operator, measured }: MeasuredLayer, tuning: Tuning | undefined): TuningRecord['layers'][number] {
  const chosen = tuning?.get(name);
  return { name, operator, chosen: chosen === undefined ? null : { ...chosen }, measured: measured.map((one) => ({ ...one })) };
}

function text({ layers, tuning, before, after }: TuneResult, unit: string, file: string): string {
  const found = (layer: MeasuredLayer, { kernel, form }: { readonly kernel: string; readonly form: string }): MeasuredVariant | undefined => layer.measured.find((one) => one.kernel === kernel && one.form === form);
  const rows = layers.flatMap((layer) => {
    const chosen = tuning.get(layer.name), usual = layer.variants[0] && found(layer, layer.variants[0]), best = chosen && found(layer, chosen);
    if (usual === undefined || best === undefined) return [];
    return [[layer.operator, short(layer.name), `${usual.kernel}, ${usual.form}`, `${best.kernel}, ${best.form}`, String(usual.count), String(best.count), percent(best.count, usual.count)]];
  });
  const flash = ({ flashWeights, flashCode }: TuneTotals): number => flashWeights + flashCode;
  return [
    ...(rows.length === 0 ? ['The defaults are the best that was measured.'] : [table([['operator', 'layer', 'default', 'tuned', unit, 'tuned', ''], ...rows], 4)]),
    `${before.count} ${unit}, ${flash(before)} B of flash, ${before.arena} B of arena by default`,
    `${after.count} ${unit}, ${flash(after)} B of flash, ${after.arena} B of arena tuned (${percent(after.count, before.count)})`, `  ${file}`,
  ].join('\n');
}

/** Names of TensorFlow's layers can be longer than a line. */
function short(name: string): string {
  return name.length <= 32 ? name : `${name.slice(0, 31)}…`;
}

function percent(now: number, before: number): string {
  const change = before === 0 ? 0 : (100 * (now - before)) / before;
  return `${change > 0 ? '+' : ''}${change.toFixed(1)} %`;
}
