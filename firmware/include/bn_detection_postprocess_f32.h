/* bn_detection_postprocess_f32.h - boxes from their encodings, and those with the best scores that do not overlap. */
#ifndef BN_DETECTION_POSTPROCESS_F32_H
#define BN_DETECTION_POSTPROCESS_F32_H

#include <stdint.h>

typedef struct {
    int32_t boxes;
    int32_t coordinates; /* of an encoding, of which 4 count: y, x, height, width */
    int32_t columns;     /* scores of a box */
    int32_t background;  /* of them, in front of the classes: 0 or 1 */
    int32_t classes;
    int32_t max_detections;
    int32_t capacity;             /* boxes that the outputs have room for */
    int32_t regular;              /* whether each class is thinned out for itself; else a box counts with its best class */
    int32_t detections_per_class; /* regular: at most */
    int32_t classes_per_box;      /* not regular: how many of a box are given */
    float score_threshold;
    float overlap_threshold; /* of two boxes that share more than this the one with the lower score drops out */
    float y_scale;
    float x_scale;
    float h_scale;
    float w_scale;
} bn_detection_postprocess_f32_params;

/* encodings: [boxes][coordinates]; scores: [boxes][columns]; anchors: [boxes][4]; found_boxes: [capacity][4] of top, left, bottom, right;
 * found_classes, found_scores: [capacity], zeros behind the last; found: how many there are; scratch: 21 bytes for each box. */
void bn_detection_postprocess_f32(const bn_detection_postprocess_f32_params *p, const float *encodings, const float *scores, const float *anchors,
                              float *found_boxes, float *found_classes, float *found_scores, float *found, void *scratch);

#endif
