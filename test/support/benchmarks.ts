/** What the table of docs/performance.md and the ratchet share: models, cells, and how a cell is measured. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../../codegen/device/model_file.js';
import { packageRoot } from '../../codegen/device/package_files.js';
import { findCrossCompiler } from '../../codegen/device/tools.js';
import { benchModel } from '../../codegen/library/bench_model.js';
import type { Optimize } from '../../codegen/select/select_kernels.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';

export interface BenchmarkModel { readonly name: string; readonly file: string; readonly own: boolean }

/** Bytes and instructions of the second inference; in every one less is better. */
export const measures = ['instructions', 'flashWeights', 'flashCode', 'arena', 'state', 'stack'] as const;
export type Figures = Readonly<Record<(typeof measures)[number], number>>;
export interface Cell { readonly model: string; readonly target: string; readonly optimize: Optimize; readonly macs: number; readonly figures: Figures }

/** The ratchet's table. Figures of another compiler differ for reasons that are not ours, so it names the one that it is of. */
export interface Ratchet { readonly gcc: string; readonly cells: Readonly<Record<string, Figures>> }

export const ratchetFile: string = join(packageRoot, 'test', 'bench', 'ratchet.json');

/** Models of the project, and those beside it that `wanted` names, where their folder is present. */
export function benchmarkModels(wanted: readonly string[]): readonly BenchmarkModel[] {
  const own = join(packageRoot, 'models'), shared = join(packageRoot, '..', 'shared', 'models');
  const fileOf = (folder: string, name: string): string => join(folder, name, `${name}.tflite`);
  return [
    ...readdirSync(own).sort().filter((name) => existsSync(fileOf(own, name))).map((name) => ({ name, file: fileOf(own, name), own: true })),
    ...wanted.filter((name) => existsSync(fileOf(shared, name))).map((name) => ({ name, file: fileOf(shared, name), own: false })),
  ];
}

export function crossCompilerVersion(): string {
  return spawnSync(findCrossCompiler(), ['-dumpfullversion'], { encoding: 'utf8' }).stdout.trim();
}

export function openModel({ file }: BenchmarkModel): Graph {
  return loadModel(file).graph;
}

/** Throws if the outputs differ from the reference engine's: figures of wrong answers are worth nothing. */
export async function measureCell(model: string, graph: Graph, target: string, optimize: Optimize): Promise<Cell> {
  const { instructions, flashWeights, flashCode, arena, state, stack, macs, equal } = await benchModel(graph, { target, optimize });
  if (!equal || instructions === null || flashWeights === null || flashCode === null || stack === null) throw new Error(`${model} on ${target}, ${optimize}: outputs are wrong or a figure is missing`);
  return { model, target, optimize, macs, figures: { instructions, flashWeights, flashCode, arena, state, stack } };
}

export function cellName({ model, target, optimize }: Pick<Cell, 'model' | 'target' | 'optimize'>): string {
  return `${model} ${target} ${optimize}`;
}

/** The cells that the ratchet holds: the project's models on three kinds of core, those of others on one. */
export async function ratchetCells(models: readonly BenchmarkModel[]): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const model of models) {
    const graph = openModel(model);
    for (const target of model.own ? ['cortex-m0plus', 'cortex-m4f', 'cortex-m55'] : ['cortex-m4f'])
      for (const optimize of model.own ? ['speed', 'balanced'] as const : ['speed'] as const) cells.push(await measureCell(model.name, graph, target, optimize));
  }
  return cells;
}

/** One line for each figure that is worse than the table, for each that is better, and for each cell that the table lacks. */
export function compareWithRatchet(cells: readonly Cell[], ratchet: Ratchet): { readonly worse: readonly string[]; readonly better: readonly string[]; readonly missing: readonly string[] } {
  const worse: string[] = [], better: string[] = [], missing: string[] = [];
  for (const cell of cells) {
    const held = ratchet.cells[cellName(cell)];
    if (held === undefined) { missing.push(cellName(cell)); continue; }
    for (const measure of measures) {
      const was = held[measure], is = cell.figures[measure];
      if (is !== was) (is > was ? worse : better).push(`${cellName(cell)}: ${measure} ${was} -> ${is}`);
    }
  }
  return { worse, better, missing };
}
