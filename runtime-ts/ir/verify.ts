import { CompileError, type Diagnostic } from '../diagnostic.js';
import { constantLength, elementBytes, elementCount, typeBytes, type Graph, type Node, type Value, type ValueId } from './graph.js';
import { describeNode, NodeOperands } from './operands.js';

/**
 * The invariants of a Graph: every operand exists and is defined before its use, every activation has exactly one
 * writer, constants and states have as many bytes as their type says, and every operator accepts its operands.
 */
export function verify(graph: Graph): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report = (what: string, where: string): void => { problems.push({ code: 'N0202', what, where }); };
  const defined = new Set<ValueId>(graph.inputs);

  for (const value of graph.values.values()) {
    problems.push(...verifyValue(value));
    if (value.storage.kind !== 'activation') defined.add(value.id);
  }
  for (const node of graph.nodes) {
    const where = describeNode(node);
    for (const id of node.inputs) {
      if (id === null) continue;
      const value = graph.values.get(id);
      if (value === undefined) report(`reads value ${id}, which does not exist`, where);
      else if (!defined.has(id)) report(`reads "${value.name}" before anything writes it`, where);
    }
    problems.push(...verifyInt4(graph, node));
    for (const id of node.outputs) {
      const value = graph.values.get(id);
      if (value === undefined) report(`writes value ${id}, which does not exist`, where);
      else if (value.storage.kind === 'constant') report(`writes the constant "${value.name}"`, where);
      else if (value.storage.kind === 'activation' && defined.has(id)) report(`writes "${value.name}", which already has a value`, where);
      defined.add(id);
    }
    try {
      node.op.check(new NodeOperands(graph, node));
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      problems.push(...error.diagnostics);
    }
  }
  for (const id of graph.outputs)
    if (!defined.has(id)) report(`nothing computes the model's output "${graph.values.get(id)?.name ?? id}"`, `graph "${graph.name}"`);
  return problems;
}

/** int4 is widened when it is read, so that an operator's own check would take it for int8. */
function verifyInt4(graph: Graph, { inputs, op, ...node }: Node): readonly Diagnostic[] {
  return inputs.flatMap((id, index) => {
    const value = id === null ? undefined : graph.values.get(id);
    if (value?.type.storedBits === undefined || op.int4Operands?.includes(index)) return [];
    return [{ code: 'N0203', what: `takes no int4, which "${value.name}" is`, where: describeNode({ ...node, inputs, op }) }];
  });
}

function verifyValue(value: Value): readonly Diagnostic[] {
  const where = `tensor "${value.name}"`;
  const { shape, element, quantization } = value.type;
  if (shape.some((extent) => !Number.isInteger(extent) || extent < 0) || elementCount(shape) * elementBytes(element) > 0x7fffffff)
    return [{ code: 'N0202', where, what: `has the shape [${shape.join(', ')}], which is no static shape below 2 GiB` }];
  const bytes = value.storage.kind === 'constant' ? constantLength(value.storage) : value.storage.kind === 'state' ? value.storage.initial.byteLength : undefined;
  if (bytes !== undefined && bytes !== typeBytes(value.type))
    return [{ code: 'N0202', where, what: `has ${bytes} bytes of data; its type needs ${typeBytes(value.type)}` }];
  const channels = quantization?.axis === undefined ? 1 : shape[quantization.axis];
  if (quantization !== undefined && quantization.scales.length !== channels)
    return [{ code: 'N0202', where, what: `has ${quantization.scales.length} scales; its type needs ${channels}` }];
  return [];
}
