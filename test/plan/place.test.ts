/** Placement: no two blocks that live at once overlap, and no plan is below the lower bound. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ValueId } from '../../runtime-ts/ir/graph.js';
import type { Block } from '../../codegen/plan/lifetimes.js';
import { place, type Placement } from '../../codegen/plan/place.js';

const block = (first: number, last: number, bytes: number): Block => ({ name: `b${first}`, values: [], bytes, first, last });
const blocks = (most: number): fc.Arbitrary<readonly Block[]> =>
  fc.array(fc.tuple(fc.integer({ min: -1, max: 12 }), fc.nat(5), fc.integer({ min: 1, max: 300 })).map(([first, length, bytes]) => block(first, first + length, bytes)), { maxLength: most });

function holds({ blocks: placed, bytes, lowerBound }: Placement): void {
  for (const [at, a] of placed.entries()) {
    assert.is(a.offset % 16, 0);
    assert.ok(a.offset + a.bytes <= bytes);
    for (const b of placed.slice(at + 1)) {
      const together = a.first <= b.last && b.first <= a.last, apart = a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset;
      const over = [[a, b], [b, a]].some(([upper, lower]) => upper?.over !== undefined && lower?.values.includes(upper.over.value) === true && upper.offset + upper.over.headStart <= lower.offset);
      assert.ok(!together || apart || over, `${JSON.stringify(a)} overlaps ${JSON.stringify(b)}`);
    }
  }
  assert.ok(bytes >= lowerBound);
}

/** The best of all orders of placing, each block as low as it goes: some order gives an optimal plan. */
function bestOfAllOrders(list: readonly Block[]): number {
  const up = (bytes: number): number => Math.ceil(bytes / 16) * 16;
  let best = Infinity;
  const walk = (placed: readonly (Block & { readonly offset: number })[], rest: readonly Block[]): void => {
    if (rest.length === 0) best = Math.min(best, Math.max(0, ...placed.map((b) => b.offset + up(b.bytes))));
    rest.forEach((next, at) => {
      let offset = 0;
      for (let moved = true; moved;) {
        moved = false;
        for (const other of placed)
          if (other.first <= next.last && next.first <= other.last && offset < other.offset + up(other.bytes) && other.offset < offset + up(next.bytes)) {
            offset = other.offset + up(other.bytes);
            moved = true;
          }
      }
      walk([...placed, { ...next, offset }], rest.filter((_, other) => other !== at));
    });
  };
  walk([], list);
  return best;
}

test('any blocks', () => fc.assert(fc.property(blocks(40), (list) => holds(place(list))), { seed: 1, numRuns: 200 }));

test('few blocks: the best plan there is', () => fc.assert(fc.property(blocks(5), (list) => {
  const placement = place(list);
  holds(placement);
  assert.ok(placement.exact);
  assert.is(placement.bytes, bestOfAllOrders(list));
}), { seed: 2, numRuns: 200 }));

test('a chain needs its two largest neighbours', () => {
  const placement = place([block(-1, 0, 100), block(0, 1, 400), block(1, 2, 200), block(2, 3, 16)]);
  assert.is(placement.lowerBound, 400 + 208);
  assert.is(placement.bytes, placement.lowerBound);
});

/** A chain as convolutions make it: each block may lie over the one before it. */
const chain = (most: number): fc.Arbitrary<readonly Block[]> => fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 300 }), headStart: fc.option(fc.integer({ min: -50, max: 350 }), { nil: undefined }) }), { minLength: 1, maxLength: most })
  .map((list) => list.map(({ bytes, headStart }, at) => ({
    name: `c${at}`, values: [at as ValueId], bytes, first: at - 1, last: at, ...(headStart === undefined || at === 0 ? {} : { over: { value: (at - 1) as ValueId, headStart } }),
  })));

test('blocks that may lie over their predecessor', () => {
  fc.assert(fc.property(chain(20), (list) => holds(place(list))), { seed: 3, numRuns: 200 });
  fc.assert(fc.property(fc.tuple(chain(6), blocks(6)).map(([a, b]) => [...a, ...b]), (list) => holds(place(list))), { seed: 4, numRuns: 200 });
});

test('a result that follows its operand at a distance costs the distance', () => {
  const placement = place([{ ...block(-1, 0, 1000), values: [0 as ValueId] }, { ...block(0, 1, 1000), over: { value: 0 as ValueId, headStart: 90 } }]);
  assert.is(placement.bytes, 1008 + 96);
  assert.is(placement.lowerBound, placement.bytes);
});

test('a result that grows faster than its operand is read', () => {
  const placement = place([{ ...block(-1, 0, 400), values: [0 as ValueId] }, { ...block(0, 1, 1600), over: { value: 0 as ValueId, headStart: 1216 } }]);
  assert.is(placement.bytes, 1616);
});

test('nothing to place', () => assert.equal(place([]), { blocks: [], bytes: 0, lowerBound: 0, exact: true }));

test.run();
