/**
 * TFLite_Detection_PostProcess: boxes around anchors, the best of those that overlap (micro/kernels/detection_postprocess.cc). TFLM computes the boxes in double
 * precision; here all is single. Results beyond those that were found are zeros.
 */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { exp } from '../numerics/float32.js';

export interface DetectionAttrs {
  readonly maxDetections: number;
  readonly maxClasses: number;
  readonly perClass: number;
  readonly regular: boolean;
  readonly scoreThreshold: number;
  readonly overlapThreshold: number;
  readonly classes: number;
  /** Of y, x, height and width. */
  readonly scales: readonly [number, number, number, number];
}

const f = Math.fround;

export function detectionShape(o: Operands<DetectionAttrs>) {
  const [, boxes = 0, coordinates = 0] = o.input(0, 'box encodings').type.shape, [, , columns = 0] = o.input(1, 'class predictions').type.shape;
  const { classes, maxClasses, maxDetections, regular } = o.attrs, categories = Math.min(maxClasses, classes);
  return {
    boxes, coordinates, columns, background: columns - classes, categories, capacity: elementCount(o.output(1).type.shape),
    // TFLM counts results up inside the loop over categories, so that with several of them it leaves gaps.
    needed: regular ? maxDetections : categories * categories * maxDetections,
  };
}

export const detectionPostprocess: Op<DetectionAttrs> = {
  name: 'tflite_detection_postprocess',
  check(o) {
    const a = o.attrs, [boxes, scores, anchors] = [o.input(0, 'box encodings').type, o.input(1, 'class predictions').type, o.input(2, 'anchors').type], g = detectionShape(o);
    o.require([boxes, scores, anchors, ...[0, 1, 2, 3].map((at) => o.output(at).type)].every(({ element }) => element === 'f32'), 'float32 throughout');
    o.require(boxes.shape.length === 3 && boxes.shape[0] === 1 && g.coordinates >= 4, 'box encodings of shape [1, boxes, 4 or more]');
    o.require(scores.shape.length === 3 && scores.shape[0] === 1 && scores.shape[1] === g.boxes, `class predictions of shape [1, ${g.boxes}, classes]`);
    o.require(anchors.shape.length === 2 && anchors.shape.join() === [g.boxes, 4].join(), `anchors of shape [${g.boxes}, 4]`);
    o.require(g.background === 0 || g.background === 1, `predictions of ${a.classes} classes, and one more for the background at most; there are ${g.columns}`);
    o.require(a.maxDetections > 0 && a.classes > 0 && (a.regular ? a.perClass > 0 : a.maxClasses > 0), 'detections and classes above 0');
    o.require(a.overlapThreshold > 0 && a.overlapThreshold <= 1, 'an overlap above 0, and of 1 at most');
    const sizes = [0, 1, 2].map((at) => elementCount(o.output(at).type.shape));
    o.require(sizes[0] === 4 * g.capacity && sizes[2] === g.capacity && g.capacity >= g.needed, `room for ${g.needed} results`);
  },
  evaluate(o, data) {
    const a = o.attrs, g = detectionShape(o), [boxes, classes, scores, count] = [0, 1, 2, 3].map((at) => data.f32(o.output(at))) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const corners = decodeBoxes(o, data.f32(o.input(0)), data.f32(o.input(2))), predictions = data.f32(o.input(1));
    const scoreOf = (box: number, kind: number): number => predictions[box * g.columns + g.background + kind]!;
    for (const result of [boxes, classes, scores]) result.fill(0);
    const put = (at: number, box: number, kind: number): void => {
      boxes.set(corners.subarray(4 * box, 4 * box + 4), 4 * at);
      classes[at] = kind;
      scores[at] = scoreOf(box, kind);
    };
    if (a.regular) {
      let best: readonly { readonly box: number; readonly kind: number }[] = [];
      for (let kind = 0; kind < a.classes; kind++) {
        const found = suppress(a, corners, g.boxes, (box) => scoreOf(box, kind), a.perClass);
        // Equal scores stay in the order in which they were found.
        best = [...best, ...found.map((box) => ({ box, kind }))].sort((x, y) => scoreOf(y.box, y.kind) - scoreOf(x.box, x.kind)).slice(0, a.maxDetections);
      }
      best.forEach(({ box, kind }, at) => { put(at, box, kind); });
      count[0] = best.length;
      return;
    }
    const ranked = (box: number): readonly number[] => Array.from({ length: a.classes }, (_, kind) => kind).sort((x, y) => scoreOf(box, y) - scoreOf(box, x)).slice(0, g.categories);
    let results = 0;
    for (const box of suppress(a, corners, g.boxes, (at) => scoreOf(at, ranked(at)[0] ?? 0), a.maxDetections))
      ranked(box).forEach((kind, column) => { put(g.categories * results++ + column, box, kind); });
    count[0] = results;
  },
};

/** [ymin, xmin, ymax, xmax] of every box. */
function decodeBoxes(o: Operands<DetectionAttrs>, encodings: Float32Array, anchors: Float32Array): Float32Array {
  const { boxes, coordinates } = detectionShape(o), scales = o.attrs.scales.map(f) as [number, number, number, number], corners = new Float32Array(4 * boxes);
  for (let box = 0; box < boxes; box++)
    for (const axis of [0, 1]) {
      const at = box * coordinates + axis, anchor = 4 * box + axis;
      const centre = f(f(f(encodings[at]! / scales[axis]!) * anchors[anchor + 2]!) + anchors[anchor]!);
      const half = f(f(0.5 * exp(f(encodings[at + 2]! / scales[axis + 2]!))) * anchors[anchor + 2]!);
      corners[4 * box + axis] = centre - half;
      corners[4 * box + axis + 2] = centre + half;
    }
  return corners;
}

/** Boxes by falling score, without those that overlap a better one. */
function suppress(a: DetectionAttrs, corners: Float32Array, boxes: number, score: (box: number) => number, most: number): readonly number[] {
  const scores = Float32Array.from({ length: boxes }, (_, box) => score(box)), active = Array.from(scores, (value) => value >= f(a.scoreThreshold)), found: number[] = [];
  while (found.length < most) {
    let best = -1;
    for (let box = 0; box < boxes; box++) if (active[box] && (best < 0 || scores[box]! > scores[best]!)) best = box;
    if (best < 0) break;
    found.push(best);
    active[best] = false;
    for (let box = 0; box < boxes; box++) if (active[box] && overlap(corners, best, box) > f(a.overlapThreshold)) active[box] = false;
  }
  return found;
}

/** The intersection of two boxes over their union. */
function overlap(corners: Float32Array, a: number, b: number): number {
  const at = (box: number, corner: number): number => corners[4 * box + corner]!, side = (low: number, high: number): number => f(high - low);
  const area = (box: number): number => f(side(at(box, 0), at(box, 2)) * side(at(box, 1), at(box, 3))), first = area(a), second = area(b);
  if (first <= 0 || second <= 0) return 0;
  const common = (axis: number): number => Math.max(side(Math.max(at(a, axis), at(b, axis)), Math.min(at(a, axis + 2), at(b, axis + 2))), 0), both = f(common(0) * common(1));
  return f(both / f(f(first + second) - both));
}
