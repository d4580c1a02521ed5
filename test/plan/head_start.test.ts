/** How far a result may follow its operand, against the order in which a kernel really reads and writes. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rowHeadStart, windowHeadStart } from '../../codegen/ops/head_start.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { elementCount } from '../../runtime-ts/ir/graph.js';
import { windowExtent, windowPadding } from '../../runtime-ts/ops/window.js';

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const layers = fc.record({
  batches: small(2), height: small(7), width: small(7), inChannels: small(5), outChannels: small(6), filterHeight: small(3), filterWidth: small(3), block: small(4),
  strideHeight: small(3), strideWidth: small(3), dilationHeight: small(2), dilationWidth: small(2), padding: fc.constantFrom('same' as const, 'valid' as const),
});

test('nothing is overwritten that is still read', () => {
  fc.assert(fc.property(layers, (l) => {
    const height = windowExtent(l.padding, l.height, l.filterHeight, l.strideHeight, l.dilationHeight), width = windowExtent(l.padding, l.width, l.filterWidth, l.strideWidth, l.dilationWidth);
    fc.pre(height > 0 && width > 0);
    const builder = new GraphBuilder('g');
    const input = builder.value('x', { element: 'i8', shape: [l.batches, l.height, l.width, l.inChannels] }), output = builder.value('y', { element: 'i8', shape: [l.batches, height, width, l.outChannels] });
    const pad = windowPadding(l, input, output, l.filterHeight, l.filterWidth), lead = windowHeadStart(l, pad, input, output, l.block);
    // The first byte that any window from position `from` on reads, tap by tap.
    const positions = elementCount(output.type.shape) / l.outChannels;
    const firstRead = (from: number): number => {
      let first = Infinity;
      for (let position = from; position < positions; position++) {
        const x = position % width, y = Math.floor(position / width) % height, batch = Math.floor(position / width / height);
        for (let fy = 0; fy < l.filterHeight; fy++) for (let fx = 0; fx < l.filterWidth; fx++) {
          const row = y * l.strideHeight - pad.top + fy * l.dilationHeight, column = x * l.strideWidth - pad.left + fx * l.dilationWidth;
          if (row >= 0 && row < l.height && column >= 0 && column < l.width) first = Math.min(first, ((batch * l.height + row) * l.width + column) * l.inChannels);
        }
      }
      return first;
    };
    for (let start = 0; start < positions; start += l.block) {
      const written = Math.min(start + l.block, positions) * l.outChannels;
      assert.ok(written - lead <= firstRead(start), `block at ${start}: written up to ${written - lead}, read from ${firstRead(start)}`);
    }
      const byRow = rowHeadStart(l, pad, input, output);
    for (let end = width; end < positions; end += width) assert.ok(end * l.outChannels - byRow <= firstRead(end), `row at ${end}`);
    if (l.dilationHeight > 1) return;
    // Of a kernel that keeps rows, position `end` and later ones read only rows that no window above has seen.
    const kept = rowHeadStart(l, pad, input, output, l.filterHeight);
    for (let end = width; end < positions; end += width) {
      const y = (end / width) % height, batch = Math.floor(end / width / height), above = y === 0 ? 0 : (y - 1) * l.strideHeight - pad.top + l.filterHeight;
      const next = Math.min(Math.max(y * l.strideHeight - pad.top, above, 0), l.height);
      assert.ok(end * l.outChannels - kept <= (batch * l.height + next) * l.width * l.inChannels, `kept rows at ${end}`);
    }
  }), { seed: 5, numRuns: 1000 });
});

test('a 1 x 1 convolution of as many channels needs one block', () => {
  const builder = new GraphBuilder('g'), shape = [1, 5, 5, 8];
  const input = builder.value('x', { element: 'i8', shape }), output = builder.value('y', { element: 'i8', shape });
  const attrs = { padding: 'same', strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 } as const;
  assert.is(windowHeadStart(attrs, { top: 0, left: 0 }, input, output, 1), 8);
  assert.is(windowHeadStart(attrs, { top: 0, left: 0 }, input, output, 4), 32);
});

test.run();
