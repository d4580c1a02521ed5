import { detectionPostprocess, detectionShape, type DetectionAttrs } from '../../runtime-ts/ops/detection_postprocess.js';
import { defineOp, float } from './op_slice.js';

export default defineOp<DetectionAttrs>({
  op: detectionPostprocess,
  tflite: [{
    code: 'TFLite_Detection_PostProcess', custom: true,
    decode(options) {
      const real = (field: string): number => Math.fround(options.customNumber(field));
      return {
        maxDetections: options.customNumber('max_detections'), maxClassesPerDetection: options.customNumber('max_classes_per_detection'),
        detectionsPerClass: options.customNumber('detections_per_class', 100), regular: options.customNumber('use_regular_nms', 0) !== 0,
        scoreThreshold: real('nms_score_threshold'), overlapThreshold: real('nms_iou_threshold'), classes: options.customNumber('num_classes'),
        scales: { y: real('y_scale'), x: real('x_scale'), h: real('h_scale'), w: real('w_scale') },
      };
    },
  }],
  kernels: [{
    symbol: 'bn_detection_postprocess_f32',
    call(o) {
      const g = detectionShape(o), a = o.attrs;
      return {
        params: {
          boxes: g.count, coordinates: g.coordinates, columns: g.columns, background: g.background, classes: a.classes, max_detections: a.maxDetections, capacity: g.capacity,
          regular: a.regular, detections_per_class: a.detectionsPerClass, classes_per_box: g.classesPerBox,
          score_threshold: float(a.scoreThreshold), overlap_threshold: float(a.overlapThreshold),
          y_scale: float(a.scales.y), x_scale: float(a.scales.x), h_scale: float(a.scales.h), w_scale: float(a.scales.w),
        },
        reads: [g.encodings, g.scores, g.anchors], writes: [o.output(0), o.output(1), o.output(2), o.output(3)],
        // Corners, best scores and whether it is a candidate, for each box.
        scratchBytes: g.count * (16 + 4 + 1),
      };
    },
  }],
});
