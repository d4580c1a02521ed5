/** Random models through the reference engine and through C: every output has to be equal in every bit. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, type CompileOptions } from '../../codegen/compile.js';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { loadBoards, loadFirmware, readTemplate } from '../../codegen/device/package_files.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import type { Optimize } from '../../codegen/select/select_kernels.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, elementCount, valueOf, viewOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { comparable } from '../support/compare.js';
import { inputBytes } from '../support/inputs.js';
import { makeModel } from '../support/make_model.js';
import { randomModel } from './random_graphs.js';

const boards = loadBoards(), firmware = loadFirmware(), invocations = 2;

export interface RandomCase { readonly seed: number; readonly size: number }

/** Compiles the models into one image for a target and runs it; returns the cases that differ, with the place. */
export function crossCheck(cases: readonly RandomCase[], target: string, optimize: Optimize = 'balanced'): Promise<readonly string[]> {
  return crossCheckGraphs(cases.map(({ seed, size }) => randomGraph(seed, size)), target, { optimize });
}

export function randomGraph(seed: number, size: number): Graph {
  return readModel(makeModel(randomModel(seed, size)), `random_${seed}_${size}`, slices);
}

/** The same for graphs, whose names are C names. */
export async function crossCheckGraphs(graphs: readonly Graph[], targetName: string, options: Pick<CompileOptions, 'optimize' | 'lean' | 'resumable'>): Promise<readonly string[]> {
  const target = resolveTarget(targetName, boards), dir = mkdtempSync(join(tmpdir(), 'burin_'));
  const made = graphs.map((graph) => {
    const inputs = Array.from({ length: invocations }, (_, run) => graph.inputs.map((id) => {
      const { type } = valueOf(graph, id), count = elementCount(type.shape);
      return inputBytes(type.element, count, 'random', `${graph.name}/${run}/${id}`, run * count);
    }));
    return { graph, inputs, compilation: compile(graph, { name: graph.name, source: 'a random graph', target, templates: readTemplate, firmware, ...options }) };
  });
  try {
    for (const { compilation } of made) for (const [file, text] of compilation.files) writeFileSync(join(dir, file), text);
    const { outputs } = await runOnTarget({
      dir, target, measure: false, sources: [...new Set(made.flatMap(({ compilation }) => compilation.sources))],
      models: made.map(({ compilation: c }) => ({ cName: c.name, header: c.header, inputs: c.inputs, outputs: c.outputs, stateful: c.stateful })),
      inputs: made.map(({ inputs }) => inputs),
      ...(targetName === 'host' ? { extraFlags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g'] } : {}),
    });
    return made.flatMap(({ graph, inputs }, at) => {
      const interpreter = new Interpreter(graph);
      return inputs.flatMap((list, run) => interpreter.run(list.map((bytes, input) => viewOf(valueOf(graph, graph.inputs[input]!).type.element, bytes))).flatMap((want, output) => {
        const { name, type } = valueOf(graph, graph.outputs[output]!), got = outputs[at]?.[run]?.[output] ?? new Uint8Array();
        const equal = comparable(type.element, got).join() === comparable(type.element, bytesOf(want)).join();
        return equal ? [] : [`${graph.name}: output "${name}" of run ${run} on ${targetName}, ${JSON.stringify(options)}`];
      }));
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
