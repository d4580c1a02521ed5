/** Measures the variants of a model's layers and chooses among them. */
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { inFolder, inTemporaryFolder, writeTogether } from '../device/files.js';
import { measureLayers, outputHash } from '../device/layer_image.js';
import { measureFootprint } from '../device/model_runner.js';
import { cycleModelOf } from '../select/cycle_models.js';
import { isHosted } from '../select/features.js';
import type { Optimize } from '../select/select_kernels.js';
import type { MeasuredVariant, TuneTotals, Tuning, Variant } from '../select/tuning.js';
import { layerVariants, type LayerVariants } from '../variants.js';
import { compileModel, filesOf } from './compile_model.js';
import { randomInputs } from './random_cases.js';
import { findTarget } from './targets.js';
import type { CompiledWith } from './verify_model.js';
import { choose, nextVariant, sameVariant, type MeasuredLayer } from './choose_variants.js';
import { fail } from '../../runtime-ts/diagnostic.js';

export const tuneUnits = ['instructions', 'cycles'] as const;
export type TuneUnit = (typeof tuneUnits)[number];

export interface TuneOptions extends Pick<CompiledWith, 'target' | 'customOps' | 'keepCompressed' | 'ram'> {
  /** What is best: with `speed` what takes least, with `balanced` what takes less and no more flash, with `size` what takes less flash. Default balanced. */
  readonly optimize?: Optimize | undefined;
  /** What the emulator counts; cycles only for cores with a model of their timing. Default instructions. */
  readonly by?: TuneUnit | undefined;
  /** A command that runs an image, whose path it gets as its last argument, on a board and prints what the image prints. Default: the emulator. */
  readonly runner?: string | undefined;
  /** What was measured before, which is not measured again. */
  readonly known?: readonly MeasuredLayer[] | undefined;
  /** Hears all that is measured so far after each run. */
  readonly onMeasured?: (layers: readonly MeasuredLayer[]) => void;
  readonly onProgress?: (text: string) => void;
}

export interface TuneResult {
  readonly layers: readonly MeasuredLayer[];
  /** Only layers for which another variant than the default is better. */
  readonly tuning: Tuning;
  /** How the model runs by default, and tuned. */
  readonly before: TuneTotals;
  readonly after: TuneTotals;
}

/** Invocations of each program: the last is measured, as `bench` measures the second. */
const invocations = 2;

/** Measures as many layers at a time as the model has, one variant of each in a run, until the best is known. A variant with other outputs than the reference engine's is a bug, and thrown. */
export async function tuneModel(graph: Graph, options: TuneOptions = {}): Promise<TuneResult> {
  const { optimize = 'balanced', by = 'instructions', customOps, keepCompressed, ram, runner } = options, target = findTarget(options.target);
  const cycles = by === 'cycles' ? cycleModelOf(target.core) : undefined;
  if (isHosted(target.core)) fail('N0504', `${target.name} is no core to tune for: what a program takes there cannot be counted`, { where: '--target', hint: 'Name a board or a core, such as cortex-m4f.' });
  if (by === 'cycles' && cycles === undefined) fail('N0504', `there is no model of the timing of ${target.core}`, { where: '--by', why: 'Arm has published none', hint: 'Tune by instructions, or run on a board with --runner.' });
  if (runner !== undefined && target.board === undefined) fail('N0504', `${target.name} is no board`, { where: '--target', why: 'an image for a runner is linked for the memory of a board', hint: 'Name the board that the runner runs; docs/boards.md says how to add one.' });
  const cases = randomInputs(graph, invocations), engine = new Interpreter(graph), expected = outputHash(cases.map((inputs) => engine.run(inputs).map(bytesOf)));
  const compileWith = (tuning: Tuning, hooks: boolean) => compileModel(graph, { target: target.name, optimize, customOps, keepCompressed, ram, tuning, hooks });
  const run = async (tuning: Tuning) => {
    const made = compileWith(tuning, true), { name: cName, header, inputs, outputs, stateful, layers } = made;
    const found = await measureLayers({ files: filesOf(made), sources: made.sources, model: { cName, header, inputs, outputs, stateful }, target, layers: layers.length, inputs: cases.map((list) => list.map(bytesOf)), runner, cycles });
    if (found.outputs !== expected) throw new Error(`outputs differ from the reference engine's with ${[...tuning].map(([name, { kernel, form }]) => `${name}: ${kernel}, ${form}`).join('; ') || 'the default kernels'}`);
    const left = layers.find(({ name, kernel }) => (tuning.get(name)?.kernel ?? kernel) !== kernel);
    if (left !== undefined) throw new Error(`${left.name} runs by ${left.kernel} instead of ${tuning.get(left.name)?.kernel}`);
    return layers.map(({ name, functions, weightBytes }, at) => ({ name, count: found.counts[at] ?? 0, weightBytes, codeBytes: [...new Set(functions)].reduce((sum, one) => sum + (found.codeBytes.get(one) ?? 0), 0) }));
  };
  /** Undefined where the plan does not fit the memory there is. */
  const totals = async (tuning: Tuning): Promise<TuneTotals | undefined> => {
    const compilation = compileWith(tuning, false), { sources, name: cName, header, inputs, outputs, stateful, arenaBytes, layers: made } = compilation;
    if (made.some(({ name, kernel }) => (tuning.get(name)?.kernel ?? kernel) !== kernel)) return undefined;
    const { flashWeights, flashCode } = await inTemporaryFolder((dir) => {
      writeTogether(inFolder(dir, filesOf(compilation)));
      return measureFootprint({ dir, sources, target, models: [{ cName, header, inputs, outputs, stateful }] });
    });
    return { count: (await run(tuning)).reduce((sum, { count }) => sum + count, 0), flashWeights, flashCode, arena: arenaBytes };
  };

  const all = layerVariants(graph, { target, optimize, customOps, keepCompressed, ram });
  let layers = remembered(all, options.known ?? []);
  for (let pass = 1; layers.some((layer) => nextVariant(layer) !== undefined); pass++) {
    const wanted = new Map(layers.map((layer) => [layer.name, nextVariant(layer) ?? choose(layer, 'speed') ?? layer.variants[0]])), left = layers.reduce((sum, layer) => sum + (nextVariant(layer) === undefined ? 0 : 1), 0);
    options.onProgress?.(`run ${pass}: ${left} of ${layers.length} layers`);
    const found = new Map((await run(tuningOf(layers, wanted))).map((layer) => [layer.name, layer]));
    const before = layers;
    layers = layers.map((layer) => {
      const variant = wanted.get(layer.name), measured = found.get(layer.name);
      if (variant === undefined || measured === undefined || layer.measured.some((one) => sameVariant(one, variant))) return layer;
      const { count, weightBytes, codeBytes } = measured;
      return { ...layer, measured: [...layer.measured, { ...variant, count, weightBytes, codeBytes }] };
    });
    if (layers.every((layer, at) => layer === before[at])) throw new Error('a run measured nothing new');
    options.onMeasured?.(layers);
  }

  options.onProgress?.('the whole model');
  const best = new Map(layers.map((layer) => [layer.name, choose(layer, optimize) ?? layer.variants[0]])), tuning = tuningOf(layers, best);
  const before = await totals(new Map()), after = tuning.size === 0 ? before : await totals(tuning);
  if (before === undefined) throw new Error('the defaults are none');
  return after !== undefined && isBetter(after, before, optimize) ? { layers, tuning, before, after } : { layers, tuning: new Map(), before, after: before };
}

/** Layers with what is known of their variants, which only holds for variants that there still are. */
function remembered(all: readonly LayerVariants[], known: readonly MeasuredLayer[]): readonly MeasuredLayer[] {
  return all.filter(({ variants }) => variants.length > 1).map(({ name, operator, variants }) => {
    const before = known.find((layer) => layer.name === name && layer.operator === operator)?.measured ?? [];
    return { name, operator, variants, measured: before.filter((one: MeasuredVariant) => variants.some((variant) => sameVariant(variant, one))) };
  });
}

/** Without the layers that keep their defaults. */
function tuningOf(layers: readonly MeasuredLayer[], wanted: ReadonlyMap<string, Variant | undefined>): Tuning {
  return new Map(layers.flatMap(({ name, variants: [first] }): readonly (readonly [string, Variant])[] => {
    const variant = wanted.get(name);
    return variant === undefined || first === undefined || sameVariant(variant, first) ? [] : [[name, { kernel: variant.kernel, form: variant.form }]];
  }));
}

/** Layers share code, and so only the whole says what a choice is worth. */
function isBetter(after: TuneTotals, before: TuneTotals, optimize: Optimize): boolean {
  const flash = (totals: TuneTotals): number => totals.flashWeights + totals.flashCode;
  switch (optimize) {
    case 'speed': return after.count < before.count;
    case 'balanced': return after.count < before.count && flash(after) <= flash(before) && after.arena <= before.arena;
    case 'size': return after.arena <= before.arena && (flash(after) < flash(before) || (flash(after) === flash(before) && after.count < before.count));
  }
}
