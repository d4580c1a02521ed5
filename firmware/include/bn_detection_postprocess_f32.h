/* bn_detection_postprocess_f32.h - boxes around anchors, the best of those that overlap. */
#ifndef BN_DETECTION_POSTPROCESS_F32_H
#define BN_DETECTION_POSTPROCESS_F32_H

#include <stdint.h>

typedef struct {
    int32_t boxes;
    int32_t coordinates;    /* numbers of an encoding, 4 of which count */
    int32_t columns;        /* predictions of a box */
    int32_t background;     /* 1: the first of them is no class */
    int32_t classes;
    int32_t categories;     /* results of a box, where not regular */
    int32_t capacity;       /* results that there is room for */
    int32_t max_detections;
    int32_t per_class;      /* detections of a class, where regular */
    int32_t regular;        /* 1: every class for itself */
    float score_threshold;
    float overlap_threshold;
    float scales[4];        /* of y, x, height and width */
} bn_detection_postprocess_f32_params;

/* encodings [boxes][coordinates], predictions [boxes][columns], anchors [boxes][4]; results [capacity][4], [capacity], [capacity], [1].
 * scratch: 16 * boxes + 8 * max_detections + boxes bytes. */
void bn_detection_postprocess_f32(const bn_detection_postprocess_f32_params *p, const float *encodings, const float *predictions,
                                  const float *anchors, float *boxes, float *classes, float *scores, float *count, void *scratch);

#endif
