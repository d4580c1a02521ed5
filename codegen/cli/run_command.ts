import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import { bytesOf, valueOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { writeTogether } from '../device/files.js';
import { loadGolden, readTensor } from '../device/golden_file.js';
import { loadModel } from '../device/model_file.js';
import { checkGolden } from '../library/golden.js';
import { engines, EnginesDiffer } from '../engine.js';
import { runModel } from '../library/run_model.js';
import { choice, type Arguments } from './arguments.js';
import { customOpsOf, print, type Command } from './command.js';

export const runCommand: Command = {
  name: 'run', takes: 'MODEL', summary: 'Runs a model in Node.', options: ['input', 'output', 'engine', 'golden', 'tensors', 'custom-op', 'json'],
  details: 'Inputs are raw little-endian files in the tensor\'s own type. To run several times, repeat the whole list of inputs: state carries over.',
  async run(given) {
    try {
      return await run(given);
    } catch (error) {
      if (!(error instanceof EnginesDiffer)) throw error;
      process.stderr.write(`burin: ${error.message}. This is a bug of burin; please report it with the model.\n`);
      return 1;
    }
  },
};

async function run({ flags, positionals: [model], inputs }: Arguments): Promise<number> {
  const engine = choice('engine', flags.engine, engines);
  const { graph, file } = loadModel(model ?? fail('N0404', 'no model file is named', { hint: 'Name a .tflite file.' }), await customOpsOf(flags));
  if (flags.golden !== undefined) {
    if (inputs.length > 0 || flags.output !== undefined) fail('N0404', 'a golden file brings its own inputs and outputs', { where: '--golden', hint: 'Leave --input and --output out.' });
    const result = checkGolden(graph, loadGolden(graph, flags.golden), { tensors: flags.tensors ?? false, ...(engine === undefined ? {} : { engine }) });
    print(flags, { model: file, ...result }, result.mismatch ?? `${graph.name}: ${result.cases} cases equal`);
    return result.equal ? 0 : 1;
  }
  if (flags.tensors) fail('N0404', 'there is nothing to compare tensors with', { where: '--tensors', hint: 'Name a golden file: --golden GOLDEN.json.' });
  const outputs = runModel(graph, readInvocations(graph, inputs), engine === undefined ? {} : { engine });
  const { output } = flags;
  if (output !== undefined)
    writeTogether(new Map(outputs.flatMap((list, at) => list.map((data, index) => [join(output, `output_${at}_${index}.bin`), bytesOf(data)] as const))));
  print(flags, { model: file, outputs: outputs.map((list) => list.map((data) => Array.from(data, Number))) }, outputs.flatMap((list) => list.map((data) => data.join(' '))).join('\n'));
  return 0;
}

/** Files as tensors: one list of all inputs for each invocation. */
function readInvocations(graph: Graph, files: readonly string[]): readonly (readonly TypedArray[])[] {
  const count = graph.inputs.length, where = `model "${graph.name}"`;
  if (count === 0 && files.length === 0) return [[]];
  const names = graph.inputs.map((id) => valueOf(graph, id).name);
  if (files.length === 0 || count === 0 || files.length % count !== 0)
    fail('N0403', `got ${files.length} input files; every invocation takes ${count}`, { where, why: `the inputs are ${names.join(', ')}`, hint: 'Write --input FILE for each, in this order or as name=FILE.' });
  return Array.from({ length: files.length / count }, (_, at) => {
    const given = files.slice(at * count, (at + 1) * count), named = new Map<string, string>(), inOrder: string[] = [];
    for (const text of given) {
      const name = names.find((one) => text.startsWith(`${one}=`));
      if (name === undefined && text.includes('=') && !existsSync(text))
        fail('N0403', `"${text}" names no input`, { where, why: `the inputs are ${names.join(', ')}`, hint: 'Write --input name=FILE.' });
      if (name === undefined) inOrder.push(text);
      else if (named.has(name)) fail('N0403', `input "${name}" is given twice`, { where: `invocation ${at}`, hint: 'Give every input once before the next invocation\'s.' });
      else named.set(name, text.slice(name.length + 1));
    }
    return graph.inputs.map((id) => {
      const value = valueOf(graph, id), file = named.get(value.name) ?? inOrder.shift();
      if (file === undefined) throw new Error(`no file for input "${value.name}"`);
      return readTensor(file, value);
    });
  });
}
