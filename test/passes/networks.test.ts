/** All passes together, and the fusing of sums, on networks of any shape: every output stays the same in every bit. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { slices } from '../../codegen/ops/index.js';
import { fuseSums } from '../../codegen/passes/fuse_sums.js';
import { optimizePasses } from '../../codegen/passes/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { network, networkModel } from '../support/layer_networks.js';

test('any network keeps its answers', () => {
  let rewritten = 0;
  fc.assert(fc.property(network, (plan) => {
    const before = readModel(networkModel(plan), 'network', slices), after = fuseSums(optimizePasses.reduce((graph, pass) => pass.run(graph), before), () => true);
    if (after !== before) rewritten++;
    const one = new Interpreter(before), other = new Interpreter(after);
    for (const inputs of randomInputs(before, 2)) assert.equal(other.run(inputs), one.run(inputs));
  }), { seed: 1, numRuns: 2500 });
  assert.ok(rewritten > 500, `${rewritten} were rewritten`);
});

test.run();
