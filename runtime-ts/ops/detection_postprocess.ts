/**
 * TFLite_Detection_PostProcess: boxes from their encodings relative to anchors, and those with the best scores that do not overlap
 * (micro/kernels/detection_postprocess.cc).
 */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { expWide } from '../numerics/exp_wide.js';

export interface DetectionAttrs {
  readonly maxDetections: number;
  readonly maxClassesPerDetection: number;
  readonly detectionsPerClass: number;
  /** Every class is thinned out for itself; else a box counts with its best class. */
  readonly regular: boolean;
  readonly scoreThreshold: number;
  readonly overlapThreshold: number;
  readonly classes: number;
  readonly scales: { readonly y: number; readonly x: number; readonly h: number; readonly w: number };
}

export function detectionShape(o: Operands<DetectionAttrs>) {
  const encodings = o.input(0, 'box encodings'), scores = o.input(1, 'class predictions'), anchors = o.input(2, 'anchors');
  const [, count = 0, coordinates = 0] = encodings.type.shape, columns = scores.type.shape[2] ?? 0;
  return {
    encodings, scores, anchors, count, coordinates, columns, background: columns - o.attrs.classes, capacity: elementCount(o.output(2).type.shape),
    classesPerBox: Math.min(o.attrs.maxClassesPerDetection, o.attrs.classes),
  };
}

export const detectionPostprocess: Op<DetectionAttrs> = {
  name: 'tflite_detection_postprocess',

  check(o) {
    const g = detectionShape(o), a = o.attrs, outputs = [0, 1, 2, 3].map((index) => o.output(index).type);
    o.require(o.inputCount === 3 && o.outputCount === 4, 'three inputs and four outputs');
    o.require([g.encodings, g.scores, g.anchors].every(({ type }) => type.element === 'f32') && outputs.every(({ element }) => element === 'f32'), 'float32 throughout');
    o.require(g.encodings.type.shape.length === 3 && g.scores.type.shape.length === 3 && g.anchors.type.shape.length === 2, 'box encodings and class predictions of rank 3, and anchors of rank 2');
    o.require(g.encodings.type.shape[0] === 1 && g.scores.type.shape[0] === 1, 'a batch of 1');
    o.require(g.coordinates >= 4 && g.scores.type.shape[1] === g.count && g.anchors.type.shape[0] === g.count && g.anchors.type.shape[1] === 4, `4 coordinates or more, scores and an anchor [4] for each of the ${g.count} boxes`);
    o.require(a.classes >= 1 && (g.background === 0 || g.background === 1), `${a.classes} columns of scores, or one more for the background; there are ${g.columns}`);
    o.require(a.overlapThreshold > 0 && a.overlapThreshold <= 1, 'an overlap threshold above 0 and up to 1');
    o.require(a.maxDetections > 0 && (a.regular ? a.detectionsPerClass > 0 : a.maxClassesPerDetection > 0), 'room for a detection');
    const [boxes = 0, classes, scores = 0, number] = outputs.map(({ shape }) => elementCount(shape));
    // Between the classes of a box, if there are several, TFLM leaves gaps.
    const needed = a.maxDetections * (a.regular ? 1 : g.classesPerBox ** 2);
    o.require(boxes === 4 * scores && classes === scores && scores >= needed && number === 1, `room for ${needed} boxes [4], classes and scores, and one number`);
  },

  evaluate(o, data) {
    const g = detectionShape(o), a = o.attrs, scores = data.f32(g.scores), boxes = decodeBoxes(o, data.f32(g.encodings), data.f32(g.anchors));
    const found: Found = { boxes: data.f32(o.output(0)), classes: data.f32(o.output(1)), scores: data.f32(o.output(2)) };
    for (const output of [found.boxes, found.classes, found.scores]) output.fill(0);
    // TFLM ends the run with an error when a box has no area; here nothing is found.
    const sound = Array.from({ length: g.count }, (_, box) => box * 4).every((at) => !(boxes[at]! >= boxes[at + 2]! || boxes[at + 1]! >= boxes[at + 3]!));
    data.f32(o.output(3))[0] = !sound ? 0 : a.regular ? regular(o, boxes, scores, found) : fast(o, boxes, scores, found);
  },
};

interface Found { readonly boxes: Float32Array; readonly classes: Float32Array; readonly scores: Float32Array }

const f = Math.fround;

/** Top, left, bottom and right of every box. Products are doubles, as in TFLM. */
function decodeBoxes(o: Operands<DetectionAttrs>, encodings: Float32Array, anchors: Float32Array): Float32Array {
  const { count, coordinates } = detectionShape(o), { y, x, h, w } = o.attrs.scales, boxes = new Float32Array(4 * count);
  for (let box = 0; box < count; box++) {
    const code = encodings.subarray(box * coordinates), [anchorY = 0, anchorX = 0, anchorHeight = 0, anchorWidth = 0] = anchors.subarray(4 * box);
    const middleY = f((code[0]! / y) * anchorHeight + anchorY), middleX = f((code[1]! / x) * anchorWidth + anchorX);
    const halfHeight = f(0.5 * expWide(code[2]! / h) * anchorHeight), halfWidth = f(0.5 * expWide(code[3]! / w) * anchorWidth);
    boxes.set([middleY - halfHeight, middleX - halfWidth, middleY + halfHeight, middleX + halfWidth], 4 * box);
  }
  return boxes;
}

/** The area that two boxes share, as a part of the area that they cover. */
function overlap(boxes: Float32Array, i: number, j: number): number {
  const [top = 0, left = 0, bottom = 0, right = 0] = boxes.subarray(4 * i, 4 * i + 4), [top2 = 0, left2 = 0, bottom2 = 0, right2 = 0] = boxes.subarray(4 * j, 4 * j + 4);
  const area = f(f(bottom - top) * f(right - left)), area2 = f(f(bottom2 - top2) * f(right2 - left2));
  if (area <= 0 || area2 <= 0) return 0;
  const height = f((bottom2 < bottom ? bottom2 : bottom) - (top < top2 ? top2 : top)), width = f((right2 < right ? right2 : right) - (left < left2 ? left2 : left));
  const common = f((height < 0 ? 0 : height) * (width < 0 ? 0 : width));
  return f(common / f(f(area + area2) - common));
}

/** Hands over boxes from the best score on, of equal ones the first; those that overlap one of them too much drop out. */
function suppress(boxes: Float32Array, count: number, score: (box: number) => number, a: DetectionAttrs, limit: number, take: (box: number) => void): void {
  const candidates = Array.from({ length: count }, (_, box) => score(box) >= a.scoreThreshold);
  for (let taken = 0; taken < limit; taken++) {
    let best = -1;
    for (let box = 0; box < count; box++) if (candidates[box] && (best < 0 || score(box) > score(best))) best = box;
    if (best < 0) return;
    candidates[best] = false;
    take(best);
    for (let box = 0; box < count; box++) if (candidates[box] && overlap(boxes, best, box) > a.overlapThreshold) candidates[box] = false;
  }
}

/** The best class after `last` in the order of falling scores, of equal ones the first. */
function nextClass(scores: Float32Array, last: number): number {
  let best = -1;
  scores.forEach((score, at) => {
    const follows = last < 0 || score < scores[last]! || (score === scores[last]! && at > last);
    if (follows && (best < 0 || score > scores[best]!)) best = at;
  });
  return Math.max(best, 0);
}

function fast(o: Operands<DetectionAttrs>, boxes: Float32Array, scores: Float32Array, found: Found): number {
  const g = detectionShape(o), scoresOf = (box: number): Float32Array => scores.subarray(box * g.columns + g.background, (box + 1) * g.columns);
  const best = Float32Array.from({ length: g.count }, (_, box) => scoresOf(box)[nextClass(scoresOf(box), -1)]!);
  let count = 0;
  suppress(boxes, g.count, (box) => best[box]!, o.attrs, o.attrs.maxDetections, (box) => {
    let last = -1;
    for (let rank = 0; rank < g.classesPerBox; rank++) {
      last = nextClass(scoresOf(box), last);
      const at = g.classesPerBox * count++ + rank;
      found.boxes.set(boxes.subarray(4 * box, 4 * box + 4), 4 * at);
      found.classes[at] = last;
      found.scores[at] = scoresOf(box)[last]!;
    }
  });
  return count;
}

function regular(o: Operands<DetectionAttrs>, boxes: Float32Array, scores: Float32Array, found: Found): number {
  const g = detectionShape(o), { maxDetections, classes, detectionsPerClass } = o.attrs;
  let count = 0;
  for (let one = 0; one < classes; one++) {
    const score = (box: number): number => scores[box * g.columns + g.background + one]!;
    suppress(boxes, g.count, score, o.attrs, detectionsPerClass, (box) => {
      let at = count;
      while (at > 0 && score(box) > found.scores[at - 1]!) at--;
      if (at >= maxDetections) return;
      count = Math.min(count + 1, maxDetections);
      found.boxes.copyWithin(4 * at + 4, 4 * at, 4 * count - 4);
      found.classes.copyWithin(at + 1, at, count - 1);
      found.scores.copyWithin(at + 1, at, count - 1);
      found.boxes.set(boxes.subarray(4 * box, 4 * box + 4), 4 * at);
      found.classes[at] = one;
      found.scores[at] = score(box);
    });
  }
  return count;
}
