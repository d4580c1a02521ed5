import { reals } from '../support/inputs.js';
import { flexMap } from '../support/flex_map.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Detection { readonly boxes: number; readonly coordinates?: number; readonly classes: number; readonly background: boolean; readonly most: number; readonly perBox?: number; readonly regular?: boolean; readonly perClass?: number }

function detection(name: string, d: Detection): OpCase {
  const perBox = d.perBox ?? 1, columns = d.classes + (d.background ? 1 : 0), room = d.regular ? d.most : perBox * perBox * d.most, float = (tensor: string, shape: readonly number[]): TensorSpec => ({ name: tensor, type: 'float32', shape });
  // Anchors on a grid, large enough to overlap.
  const anchors = Array.from({ length: d.boxes }, (_, at) => [0.1 * (at % 7), 0.1 * Math.floor(at / 7), 0.3, 0.25]).flat();
  return {
    name, invocations: 3, fills: [{ low: -2, high: 2 }, { low: 0, high: 1 }], tolerance: { atol: 1e-5, rtol: 1e-5 },
    model: {
      tensors: [
        float('boxes', [1, d.boxes, d.coordinates ?? 4]), float('scores', [1, d.boxes, columns]), { ...float('anchors', [d.boxes, 4]), data: d.boxes === 0 ? reals('none', 4, 0, 1) : anchors },
        float('detected', [1, room, 4]), float('kinds', [1, room]), float('best', [1, room]), float('count', [1]),
      ],
      operators: [{
        op: { custom: 'TFLite_Detection_PostProcess' }, inputs: [0, 1, 2], outputs: [3, 4, 5, 6],
        customOptions: flexMap({
          max_detections: d.most, max_classes_per_detection: perBox, ...(d.perClass === undefined ? {} : { detections_per_class: d.perClass }), ...(d.regular === undefined ? {} : { use_regular_nms: d.regular }),
          nms_score_threshold: 0.25, nms_iou_threshold: 0.5, num_classes: d.classes, y_scale: 10, x_scale: 10, h_scale: 5, w_scale: 5,
        }),
      }],
      inputs: [0, 1], outputs: [3, 4, 5, 6],
    },
  };
}

// TFLM leaves results that it does not find as they are, so these find all that there is room for.
export const cases = [
  detection('fast, one class a box', { boxes: 40, classes: 3, background: true, most: 4 }), detection('fast, no background, more numbers a box', { boxes: 30, coordinates: 6, classes: 2, background: false, most: 3 }),
  detection('regular', { boxes: 40, classes: 3, background: true, most: 6, regular: true, perClass: 5 }), detection('regular, few of each class', { boxes: 40, classes: 4, background: false, most: 8, regular: true, perClass: 2 }),
  detection('regular, as many of each class as there are', { boxes: 25, classes: 2, background: true, most: 5, regular: true }),
];
