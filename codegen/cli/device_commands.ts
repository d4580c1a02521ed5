/** compile, verify and bench: what needs a target. */
import { join } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { loadBoards } from '../device/package_files.js';
import { resolveTarget, type Target } from '../select/target.js';
import { print, type Flags } from './arguments.js';
import { loadGoldenCases } from './golden.js';
import { compileModel, loadModel, writeFiles, type LoadedModel } from './load.js';
import { verifyOn } from './verify.js';

const defaultTarget = 'cortex-m4f';

function targetsOf(flags: Flags): readonly Target[] {
  const boards = loadBoards();
  return (flags.target ?? [defaultTarget]).map((name) => resolveTarget(name, boards));
}

export function compileCommand(file: string | undefined, flags: Flags): number {
  const model = loadModel(file), [target, another] = targetsOf(flags);
  if (target === undefined || another !== undefined) return fail('N0404', 'compile takes one --target', {});
  const compilation = compileModel(model, target, flags.name ?? model.name);
  const dump = flags['dump-ir'];
  if (dump !== undefined) {
    const stages = [...compilation.stages].filter(([stage]) => dump === 'all' || dump === stage);
    if (stages.length === 0) fail('N0404', `there is no stage "${dump}"`, { hint: `Stages: ${[...compilation.stages.keys()].join(', ')}, all.` });
    for (const [stage, text] of stages) process.stderr.write(`-- ${stage}\n${text()}`);
  }
  const out = flags.out ?? compilation.name;
  writeFiles(out, compilation.files);
  const { weightBytes, arenaBytes, stateBytes, arenaLowerBound, kernels } = compilation;
  const files = [...compilation.files.keys()].map((name) => join(out, name));
  print(flags, { files, target: target.name, flash: { weights: weightBytes }, ram: { arena: arenaBytes, state: stateBytes }, arenaLowerBound, kernels }, [
    `${compilation.name} for ${target.name}: ${weightBytes} B of constants, ${arenaBytes} B of arena (lower bound ${arenaLowerBound} B), ${stateBytes} B of state`,
    ...files.map((name) => `  ${name}`),
  ].join('\n'));
  return 0;
}

/** Exit code 0 when every target equals the reference engine and the golden file. */
export async function verify(file: string | undefined, flags: Flags): Promise<number> {
  const model = loadModel(file), golden = flags.golden === undefined ? undefined : loadGoldenCases(model.graph, flags.golden);
  const results: { target: string; equal: boolean; cases: number; mismatch?: string }[] = [];
  for (const target of targetsOf(flags)) {
    const { run, arena: _arena, state: _state, ...result } = await verifyOn(model, target, golden, false);
    for (const small of run.tooSmall) process.stderr.write(`${small.message}\n`);
    results.push(result);
    if (!flags.json) process.stdout.write(`${target.name}: ${result.mismatch ?? `${result.cases} cases equal`} (${run.ranOn})\n`);
  }
  if (flags.json) print(flags, { model: file, targets: results }, '');
  return results.every(({ equal }) => equal) ? 0 : 1;
}

/** Instructions, flash and RAM of every model on every target. */
export async function bench(files: readonly string[], flags: Flags): Promise<number> {
  if (files.length === 0) return fail('N0404', 'no model file is named', { hint: 'burin --help lists commands and options.' });
  const results: BenchResult[] = [];
  for (const file of files) {
    const model = loadModel(file);
    for (const target of targetsOf(flags)) results.push(await benchOn(model, target));
  }
  print(flags, { results }, table(results));
  return results.every(({ equal }) => equal) ? 0 : 1;
}

interface BenchResult {
  readonly model: string; readonly target: string; readonly instructions: number | null; readonly macs: number;
  readonly flashWeights: number | null; readonly flashCode: number | null; readonly arena: number; readonly state: number; readonly stack: number | null; readonly equal: boolean;
}

async function benchOn(model: LoadedModel, target: Target): Promise<BenchResult> {
  const { run, equal, arena, state } = await verifyOn(model, target, undefined, true);
  const { graph } = model, macs = graph.nodes.reduce((sum, node) => sum + (node.op.macs?.(new NodeOperands(graph, node)) ?? 0), 0);
  return {
    model: model.file, target: target.name, instructions: run.instructions?.[0]?.[1] ?? null, macs,
    flashWeights: run.footprint?.flashWeights ?? null, flashCode: run.footprint?.flashCode ?? null, arena, state, stack: run.stackBytes?.[0] ?? null, equal,
  };
}

function table(results: readonly BenchResult[]): string {
  const header = ['model', 'target', 'instructions', 'MACs', 'per MAC', 'weights', 'code', 'arena', 'state', 'stack', 'equal'];
  const rows = results.map((r) => [
    r.model.replace(/^.*\//, '').replace(/\.tflite$/, ''), r.target, r.instructions, r.macs, r.instructions === null || r.macs === 0 ? '-' : (r.instructions / r.macs).toFixed(2),
    r.flashWeights, r.flashCode, r.arena, r.state, r.stack, r.equal ? 'yes' : 'NO',
  ].map((cell) => String(cell ?? '-')));
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [header, ...rows].map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n');
}
