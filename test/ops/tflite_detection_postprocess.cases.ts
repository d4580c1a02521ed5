import { flexMap } from '../support/flex_map.js';
import { reals, type Fill } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Detection {
  readonly boxes: number;
  readonly classes: number;
  /** Columns of scores; one more than classes where the first is the background. */
  readonly columns?: number;
  readonly coordinates?: number;
  readonly found: number;
  readonly options?: Readonly<Record<string, number | boolean>>;
  readonly scores?: readonly [number, number];
  readonly encodings?: Fill;
  readonly anchors?: readonly number[];
  readonly type?: TensorSpec['type'];
  readonly refused?: string;
}

/** Real numbers in single precision, as converters write them; the encoder of FlexBuffers mixes up the widths of single and double ones. */
const single = (options: Readonly<Record<string, number | boolean>>): Readonly<Record<string, number | boolean>> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? Math.fround(value) : value]));

export function detection(name: string, { boxes, classes, columns = classes, coordinates = 4, found, options, scores = [0, 1], encodings = { low: -3, high: 3 }, anchors, type = 'float32', refused }: Detection): OpCase {
  const places = anchors ?? Array.from({ length: boxes }, (_, at) => [0.3 + 0.4 * (at % 3) / 3, 0.3 + 0.4 * (at % 2), ...reals(`${name}/${at}`, 2, 0.1, 0.5)]).flat();
  const q = type === 'float32' ? {} : { scales: [0.05], zeroPoints: [128] };
  return {
    name, invocations: 2, fills: [encodings, { low: scores[0], high: scores[1] }], ...(refused === undefined ? {} : { refused }), tolerance: { atol: 0, rtol: 0 },
    model: {
      tensors: [
        { name: 'boxes', type, shape: [1, boxes, coordinates], ...q }, { name: 'scores', type, shape: [1, boxes, columns], ...q }, { name: 'anchors', type: 'float32', shape: [boxes, 4], data: places },
        { name: 'found boxes', type: 'float32', shape: [1, found, 4] }, { name: 'found classes', type: 'float32', shape: [1, found] },
        { name: 'found scores', type: 'float32', shape: [1, found] }, { name: 'count', type: 'float32', shape: [1] },
      ],
      operators: [{
        op: { custom: 'TFLite_Detection_PostProcess' }, inputs: [0, 1, 2], outputs: [3, 4, 5, 6],
        customOptions: flexMap(single({
          max_detections: found, max_classes_per_detection: 1, num_classes: classes, nms_score_threshold: 0.2, nms_iou_threshold: 0.5,
          y_scale: 10, x_scale: 10, h_scale: 5, w_scale: 5, ...options,
        })),
      }],
      inputs: [0, 1], outputs: [3, 4, 5, 6],
    },
  };
}

const regular = { use_regular_nms: true };

export const cases: readonly OpCase[] = [
  detection('the best class of a box', { boxes: 30, classes: 3, columns: 4, found: 4, options: { nms_score_threshold: 0 } }),
  detection('without background', { boxes: 24, classes: 2, found: 3, options: { nms_iou_threshold: 0.9 } }),
  detection('longer encodings', { boxes: 20, classes: 2, coordinates: 7, found: 2, options: { y_scale: 3.7, x_scale: 0.9, h_scale: 2.3, w_scale: 1.1 } }),
  detection('every box alone', { boxes: 5, classes: 3, found: 5, scores: [0.3, 1], options: { nms_iou_threshold: 1 } }),
  detection('equal scores', { boxes: 12, classes: 4, columns: 5, found: 3, scores: [0.5, 0.5], options: { nms_iou_threshold: 0.3 } }),
  detection('one box', { boxes: 1, classes: 1, found: 1, scores: [0.5, 1] }),
  detection('regular', { boxes: 30, classes: 3, columns: 4, found: 10, options: regular }),
  detection('regular, without background, few of a class', { boxes: 40, classes: 4, found: 6, options: { ...regular, detections_per_class: 2 } }),
  detection('regular, more room than boxes', { boxes: 6, classes: 2, columns: 3, found: 20, options: regular }),
  detection('regular, equal scores', { boxes: 10, classes: 3, columns: 4, found: 7, scores: [0.5, 0.5], options: regular }),
  detection('regular, no score reaches the threshold', { boxes: 10, classes: 2, columns: 3, found: 4, scores: [0, 0.1], options: regular }),
  detection('boxes of uint8', { boxes: 4, classes: 1, found: 2, type: 'uint8', refused: 'float32 throughout' }),
  detection('an overlap of nothing', { boxes: 4, classes: 1, found: 2, options: { nms_iou_threshold: 0 }, refused: 'an overlap threshold above 0' }),
  detection('two columns without a class', { boxes: 4, classes: 1, columns: 3, found: 2, refused: '1 columns of scores' }),
];
