/** How often a classifier is right. */
import { fail } from '../../runtime-ts/diagnostic.js';
import { valueOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { largest, type DataSet } from '../device/data_set.js';
import { runMany, type RunManyOptions } from '../device/run_many.js';

export interface Classification {
  readonly samples: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly classes: readonly string[];
  /** [true class][class that the model says] */
  readonly confusion: readonly (readonly number[])[];
}

/** The class that an output says: its largest element, or, of a single one, whether it is a half or more. */
export function predicted(graph: Graph, output: TypedArray): number {
  const id = graph.outputs[0];
  if (id === undefined) return fail('N0409', 'needs a model with an output', { where: `model "${graph.name}"` });
  if (output.length > 1) return largest(Array.from<number | bigint, number>(output, Number));
  const { quantization } = valueOf(graph, id).type, value = Number(output[0] ?? 0);
  return (value - (quantization?.zeroPoints[0] ?? 0)) * (quantization?.scales[0] ?? 1) >= 0.5 ? 1 : 0;
}

/** Runs a model file over a data set and counts. The first output says the class. */
export async function classify(file: string, graph: Graph, data: DataSet, options: RunManyOptions = {}): Promise<Classification> {
  const answers = new Int32Array(data.count);
  await runMany(file, data.count, (run) => [data.input(run)], (run, [output]) => { answers[run] = output === undefined ? -1 : predicted(graph, output); }, options);
  const count = Math.max(data.classes.length, 1 + answers.reduce((most, one) => Math.max(most, one), 0));
  const classes = Array.from({ length: count }, (_, at) => data.classes[at] ?? String(at)), confusion = classes.map(() => classes.map(() => 0));
  answers.forEach((answer, at) => { confusion[data.label(at)]![answer]!++; });
  const correct = confusion.reduce((sum, row, at) => sum + row[at]!, 0);
  return { samples: data.count, correct, accuracy: correct / data.count, classes, confusion };
}
