/** Views of bytes. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { viewOf } from '../../runtime-ts/ir/graph.js';

const test = suite('ir: graph');

test('bytes at an odd place are copied, also those of a Node Buffer, whose slice() is none', () => {
  const memory = Buffer.alloc(64);
  memory.writeBigInt64LE(-7n, 12);
  assert.equal([...(viewOf('i64', memory.subarray(12, 20)) as BigInt64Array)], [-7n]);
  assert.equal([...(viewOf('i64', new Uint8Array(memory.buffer, memory.byteOffset + 12, 8)) as BigInt64Array)], [-7n]);
});

test.run();
