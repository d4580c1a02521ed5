#!/usr/bin/env node
import { CompileError, fail } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { elementCount, type Graph } from '../../runtime-ts/ir/graph.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { loadBoards } from '../device/package_files.js';
import { ToolError } from '../device/tools.js';
import { listBoards } from '../select/board.js';
import { parse, print, usage, type Flags } from './arguments.js';
import { bench, compileCommand, verify } from './device_commands.js';
import { bytesOf, readInput, runGolden, valueOf } from './golden.js';
import { loadModel, writeFiles } from './load.js';

/** Runs a model in Node; exit code 1 when a golden case differs. */
function run(file: string | undefined, flags: Flags): number {
  if (flags.engine !== undefined && flags.engine !== 'reference')
    fail('N0404', `there is no engine "${flags.engine}"`, { hint: 'Use --engine reference.' });
  const { graph } = loadModel(file);
  if (flags.golden !== undefined) {
    const result = runGolden(graph, flags.golden, flags.tensors ?? false);
    print(flags, { model: file, equal: result.mismatch === undefined, ...result }, result.mismatch ?? `${graph.name}: ${result.cases} cases equal`);
    return result.mismatch === undefined ? 0 : 1;
  }
  const files = flags.input ?? [];
  if (files.length === 0 || files.length % graph.inputs.length !== 0)
    fail('N0403', `got ${files.length} input files; every invocation takes ${graph.inputs.length}`, { where: `model "${graph.name}"`, hint: 'Repeat --input FILE, in the order of the model\'s inputs.' });
  const interpreter = new Interpreter(graph), outputs: number[][][] = [];
  for (let at = 0; at < files.length; at += graph.inputs.length) {
    const named = new Map(files.slice(at, at + graph.inputs.length).flatMap((text) => {
      const value = graph.inputs.map((id) => valueOf(graph, id)).find(({ name }) => text.startsWith(`${name}=`));
      return value === undefined ? [] : [[value.name, text.slice(value.name.length + 1)] as const];
    }));
    const results = interpreter.run(graph.inputs.map((id, index) => {
      const value = valueOf(graph, id);
      return readInput(named.get(value.name) ?? files[at + index]!, value);
    }));
    if (flags.output !== undefined)
      writeFiles(flags.output, new Map(results.map((data, index) => [`output_${outputs.length}_${index}.bin`, bytesOf(data)])));
    outputs.push(results.map((data) => Array.from(data, Number)));
  }
  print(flags, { model: file, outputs }, outputs.map((list) => list.map((data) => data.join(' ')).join('\n')).join('\n'));
  return 0;
}

function inspect(file: string | undefined, flags: Flags): number {
  const { graph } = loadModel(file);
  const describe = (id: Graph['inputs'][number]) => {
    const { name, type } = valueOf(graph, id);
    return { name, element: type.element, shape: type.shape, scale: type.quantization?.scales[0], zeroPoint: type.quantization?.zeroPoints[0] };
  };
  const operators = graph.nodes.map((node, index) => ({
    index: node.source ?? index, name: node.op.name.toUpperCase(), macs: node.op.macs?.(new NodeOperands(graph, node)) ?? 0,
    inputs: node.inputs.map((id) => (id === null ? null : valueOf(graph, id).name)), outputs: node.outputs.map((id) => valueOf(graph, id).name),
  }));
  const constants = [...graph.values.values()].flatMap(({ storage }) => (storage.kind === 'constant' ? [storage.bytes.byteLength] : []));
  const report = {
    name: graph.name, inputs: graph.inputs.map(describe), outputs: graph.outputs.map(describe), operators,
    macs: operators.reduce((sum, { macs }) => sum + macs, 0), weightBytes: constants.reduce((sum, bytes) => sum + bytes, 0),
  };
  const tensor = (t: (typeof report.inputs)[number]): string => `${t.name}: ${t.element}[${t.shape.join(',')}], ${elementCount(t.shape)} elements`;
  print(flags, report, [
    `${report.name}: ${report.macs} MACs, ${report.weightBytes} B of constants`,
    ...report.inputs.map((t) => `input  ${tensor(t)}`), ...report.outputs.map((t) => `output ${tensor(t)}`),
    ...operators.map((op) => `${String(op.index).padStart(4)}  ${op.name.padEnd(24)}${String(op.macs).padStart(12)}  ${op.outputs.join(', ')}`),
  ].join('\n'));
  return 0;
}

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals: [command, ...rest] } = parse(argv);
  if (values.help || command === undefined) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  switch (command) {
    case 'run': return run(rest[0], values);
    case 'compile': return compileCommand(rest[0], values);
    case 'verify': return verify(rest[0], values);
    case 'bench': return bench(rest, values);
    case 'inspect': return inspect(rest[0], values);
    case 'boards': {
      const boards = listBoards(loadBoards(), rest[0]);
      print(values, { boards }, boards.map((board) => Object.values(board).map((cell) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell))).join('  ')).join('\n'));
      return 0;
    }
    default: return fail('N0404', `there is no command "${command}"`, { hint: 'burin --help lists commands and options.' });
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CompileError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else if (error instanceof ToolError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 3;
  } else {
    process.stderr.write(`This is a bug in burin. Please report it with the model and this text:\n${(error as Error).stack ?? String(error)}\n`);
    process.exitCode = 70;
  }
}
