/** What TensorFlow Lite runs with shapes that it finds out while it runs. Ours are fixed when a model is compiled; we refuse. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import { makeModel, type ModelSpec, type TensorSpec } from '../support/make_model.js';

const test = suite('shapes that depend on data');

function refuses(name: string, text: string, model: ModelSpec): void {
  test(name, () => assert.throws(() => readModel(makeModel(model), name, slices), (error: Error) => error.message.includes(text)));
}

const where = (condition: Partial<TensorSpec>, shape: readonly number[]): ModelSpec => ({
  tensors: [{ name: 'c', type: 'bool', shape: [4], ...condition }, { name: 'y', type: 'int64', shape }], inputs: [], outputs: [1],
  operators: [{ op: 'WHERE', inputs: [0], outputs: [1] }],
});
refuses('WHERE of a computed condition', 'a constant condition', { ...where({}, [2, 1]), inputs: [0] });
refuses('WHERE with other rows than elements that are true', 'an output of int64 and shape [2, 1]', where({ data: [1, 1, 0, 0] }, [3, 1]));
refuses('WHERE without an element that is true', 'an output of int64 and shape [0, 1]', where({ data: [0, 0, 0, 0] }, [1, 1]));

refuses('ONE_HOT of a computed depth', 'it has to be a constant', {
  tensors: [
    { name: 'i', type: 'int32', shape: [2] }, { name: 'd', type: 'int32', shape: [] }, { name: 'on', type: 'int32', shape: [], data: [1] },
    { name: 'off', type: 'int32', shape: [], data: [0] }, { name: 'y', type: 'int32', shape: [2, 3] },
  ],
  operators: [{ op: 'ONE_HOT', inputs: [0, 1, 2, 3], outputs: [4], options: { axis: -1 } }], inputs: [0, 1], outputs: [4],
});

test.run();
