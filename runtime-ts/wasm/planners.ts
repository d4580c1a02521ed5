/** Which kernel computes which operator. */
import type { Node, Op, Operands, Tensors } from '../ir/graph.js';
import type { NodeOperands } from '../ir/operands.js';
import { add } from '../ops/add.js';
import { averagePool2d } from '../ops/average_pool_2d.js';
import { conv2d } from '../ops/conv_2d.js';
import { depthwiseConv2d } from '../ops/depthwise_conv_2d.js';
import { fullyConnected } from '../ops/fully_connected.js';
import { lmAttention, lmDynamicQuantize, lmLinear, lmRmsNorm, lmRotary, lmSwiglu } from '../ops/language_model.js';
import { lookup } from '../ops/lookup.js';
import { maxPool2d } from '../ops/max_pool_2d.js';
import { expandDims, reshape, squeeze } from '../ops/reshape.js';
import { softmax, softmaxOfBytes } from '../ops/softmax.js';
import { planAttention } from './attention.js';
import { planConvolution } from './convolution.js';
import { planDepthwise } from './depthwise.js';
import { planAdd, planCopy, planTable } from './elementwise.js';
import type { Plan, Planner } from './kernel.js';
import { constantOf, convolutionOf, denseAsConvolution, depthwiseOf } from './layers.js';
import { planDynamicQuantize, planRmsNorm, planRotary, planSwiglu } from './language_model.js';
import { planLinear } from './linear.js';
import { planAveragePool, planMaxPool } from './pool.js';
import { planWinograd } from './winograd.js';

const planners = new Map<Op, Planner<unknown>>();

function register<A>(op: Op<A>, planner: Planner<A>): void {
  planners.set(op as Op, planner as Planner<unknown>);
}

register(conv2d, (o) => { const c = convolutionOf(o); return c && (planWinograd(c) ?? planConvolution(c)); });
register(fullyConnected, (o) => { const c = denseAsConvolution(o); return c && planConvolution(c, 'flat'); });
register(depthwiseConv2d, (o) => { const c = depthwiseOf(o); return c && (c.single ? planConvolution(c) : planDepthwise(c)); });
register(lmLinear, planLinear);
register(lmSwiglu, planSwiglu);
register(lmRmsNorm, planRmsNorm);
register(lmDynamicQuantize, planDynamicQuantize);
register(lmRotary, planRotary);
register(lmAttention, planAttention);
register(add, planAdd);
register(averagePool2d, planAveragePool);
register(maxPool2d, planMaxPool);
register(lookup, (o) => {
  const table = constantOf(o.input(1));
  return table === undefined || o.input(0).storage.kind !== 'activation' ? undefined : planTable(Uint8Array.from(table, (byte) => byte & 255));
});
for (const op of [reshape, squeeze, expandDims]) register(op, (o, wants) => planCopy(o, wants));

/** The kernel of a node, if there is one. */
export function planOf(o: NodeOperands<unknown>, node: Node, wants: Parameters<Planner<unknown>>[1]): Plan | undefined {
  return planners.get(node.op)?.(o, wants);
}

/** Operators whose tables are made once instead of in every run: functions of the host in place of the reference. */
const prepared = new Map<Op, (o: Operands<unknown>) => ((data: Tensors) => void) | undefined>();

function prepare<A>(op: Op<A>, make: (o: Operands<A>) => ((data: Tensors) => void) | undefined): void {
  prepared.set(op as Op, make as (o: Operands<unknown>) => ((data: Tensors) => void) | undefined);
}

prepare(softmax, (o) => {
  if (o.input(0).type.element !== 'i8') return undefined;
  const compute = softmaxOfBytes(o), input = o.input(0), output = o.output(0);
  return (data) => compute(data.i8(input), data.write(output));
});

/** A node's function of the host, if there is one. */
export function preparedOf(o: NodeOperands<unknown>, node: Node): ((data: Tensors) => void) | undefined {
  return prepared.get(node.op)?.(o);
}
