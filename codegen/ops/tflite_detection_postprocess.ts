import { detectionPostprocess, detectionShape, type DetectionAttrs } from '../../runtime-ts/ops/detection_postprocess.js';
import { defineOp, float, list } from './op_slice.js';

export default defineOp<DetectionAttrs>({
  op: detectionPostprocess,
  tflite: [{
    code: 'TFLite_Detection_PostProcess', custom: true,
    decode: (options) => ({
      maxDetections: options.customNumber('max_detections'), maxClasses: options.customNumber('max_classes_per_detection'), perClass: options.customNumber('detections_per_class', 100),
      regular: options.customNumber('use_regular_nms', 0) !== 0, scoreThreshold: options.customNumber('nms_score_threshold'), overlapThreshold: options.customNumber('nms_iou_threshold'),
      classes: options.customNumber('num_classes'), scales: [options.customNumber('y_scale'), options.customNumber('x_scale'), options.customNumber('h_scale'), options.customNumber('w_scale')],
    }),
  }],
  kernels: [{
    symbol: 'bn_detection_postprocess_f32',
    call(o) {
      const a = o.attrs, g = detectionShape(o);
      return {
        params: {
          boxes: g.boxes, coordinates: g.coordinates, columns: g.columns, background: g.background, classes: a.classes, categories: g.categories, capacity: g.capacity, max_detections: a.maxDetections,
          per_class: a.perClass, regular: a.regular, score_threshold: float(Math.fround(a.scoreThreshold)), overlap_threshold: float(Math.fround(a.overlapThreshold)), scales: list(a.scales.map((scale) => float(Math.fround(scale)))),
        },
        reads: [o.input(0), o.input(1), o.input(2)], writes: [o.output(0), o.output(1), o.output(2), o.output(3)],
        // Corners of the boxes, the best so far, and which boxes are left.
        scratchBytes: 16 * g.boxes + 8 * a.maxDetections + g.boxes,
      };
    },
  }],
});
