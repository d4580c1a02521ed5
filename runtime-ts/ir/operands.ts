import { CompileError, type Diagnostic } from '../diagnostic.js';
import { elementCount, viewOf, type Graph, type Node, type Operands, type Value } from './graph.js';

/** `operator #3 conv_2d "block/conv"`: the way every message names a node. */
export function describeNode(node: Node): string {
  const index = node.source === undefined ? '' : ` #${node.source}`;
  return `operator${index} ${node.op.name.toUpperCase()} "${node.name}"`;
}

/** The operands of one node, looked up in its graph; what is missing or wrong is a Diagnostic that names the node. */
export class NodeOperands<A> implements Operands<A> {
  readonly attrs: A;

  constructor(private readonly graph: Graph, private readonly node: Node<A>) {
    this.attrs = node.attrs;
  }

  get inputCount(): number { return this.node.inputs.length; }
  get outputCount(): number { return this.node.outputs.length; }

  input(index: number, role = `input ${index}`): Value {
    return this.optional(index) ?? this.refuse(`${role} (operand ${index}) is missing`);
  }

  optional(index: number): Value | undefined {
    const id = this.node.inputs[index];
    return id === undefined || id === null ? undefined : this.graph.values.get(id);
  }

  output(index: number): Value {
    const id = this.node.outputs[index];
    const value = id === undefined ? undefined : this.graph.values.get(id);
    return value ?? this.refuse(`output ${index} is missing`);
  }

  constant(index: number, role: string): readonly number[] {
    const value = this.input(index, role);
    if (value.storage.kind !== 'constant')
      this.refuse(`${role} "${value.name}" is computed while the model runs; it has to be a constant`);
    const bytes = value.storage.bytes.subarray(0);
    return Array.from(viewOf(value.type.element, bytes).subarray(0, elementCount(value.type.shape)), Number);
  }

  perTensor(value: Value): { readonly scale: number; readonly zeroPoint: number } {
    const q = value.type.quantization;
    const scale = q?.scales[0];
    if (q === undefined || scale === undefined) this.refuse(`"${value.name}" has no scale and zero point`);
    if (q.scales.length !== 1) this.refuse(`"${value.name}" has a scale per channel where one scale is needed`);
    return { scale, zeroPoint: q.zeroPoints[0] ?? 0 };
  }

  require(ok: boolean, what: string): void {
    if (!ok) this.refuse(`needs ${what}`);
  }

  private refuse(what: string): never {
    const diagnostic: Diagnostic = { code: 'N0203', what, where: describeNode(this.node as Node) };
    throw new CompileError([diagnostic]);
  }
}
