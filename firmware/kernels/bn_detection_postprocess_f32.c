#include "bn_strict_float.h"

#include "bn_detection_postprocess_f32.h"

#include <string.h>

#include "bn_float.h"

/* One result: a box and its class. */
typedef struct {
    int32_t box;
    int32_t kind;
} detection;

static float score_of(const bn_detection_postprocess_f32_params *p, const float *predictions, int32_t box, int32_t kind)
{
    return predictions[box * p->columns + p->background + kind];
}

/* [ymin, xmin, ymax, xmax] of every box. */
static void decode_boxes(const bn_detection_postprocess_f32_params *p, const float *encoding, const float *anchor, float *corners)
{
    for (int32_t box = 0; box < p->boxes; box++) {
        for (int32_t axis = 0; axis < 2; axis++) {
            const float centre = encoding[axis] / p->scales[axis] * anchor[axis + 2] + anchor[axis];
            const float half = 0.5f * bn_exp(encoding[axis + 2] / p->scales[axis + 2]) * anchor[axis + 2];
            corners[axis] = centre - half;
            corners[axis + 2] = centre + half;
        }
        encoding += p->coordinates;
        anchor += 4;
        corners += 4;
    }
}

static float area(const float *box)
{
    return (box[2] - box[0]) * (box[3] - box[1]);
}

static float common_side(const float *a, const float *b)
{
    const float low = a[0] > b[0] ? a[0] : b[0], high = a[2] < b[2] ? a[2] : b[2];
    return high - low > 0.0f ? high - low : 0.0f;
}

/* The intersection of two boxes over their union. */
static float overlap(const float *a, const float *b)
{
    const float first = area(a), second = area(b);
    if (first <= 0.0f || second <= 0.0f) return 0.0f;
    const float both = common_side(a, b) * common_side(a + 1, b + 1);
    return both / (first + second - both);
}

/* The class that comes after `last` by falling score, equal ones in their order; last < 0: the best. */
static int32_t next_class(const bn_detection_postprocess_f32_params *p, const float *predictions, int32_t box, int32_t last)
{
    int32_t best = -1;
    for (int32_t kind = 0; kind < p->classes; kind++) {
        const float score = score_of(p, predictions, box, kind), limit = last < 0 ? 0.0f : score_of(p, predictions, box, last);
        const int32_t after = last < 0 || score < limit || (score == limit && kind > last);
        if (after && (best < 0 || score > score_of(p, predictions, box, best))) {
            best = kind;
        }
    }
    return best;
}

/* A box's score of a class; kind < 0: of its best. */
static float rank_of(const bn_detection_postprocess_f32_params *p, const float *predictions, int32_t box, int32_t kind)
{
    return score_of(p, predictions, box, kind < 0 ? next_class(p, predictions, box, -1) : kind);
}

static void start(const bn_detection_postprocess_f32_params *p, const float *predictions, int32_t kind, uint8_t *active)
{
    for (int32_t box = 0; box < p->boxes; box++) {
        active[box] = rank_of(p, predictions, box, kind) >= p->score_threshold;
    }
}

/* The best box that is left, which goes with all that overlap it; -1: none. */
static int32_t next_box(const bn_detection_postprocess_f32_params *p, const float *predictions, int32_t kind, const float *corners, uint8_t *active)
{
    int32_t best = -1;
    float best_score = 0.0f;
    for (int32_t box = 0; box < p->boxes; box++) {
        if (active[box]) {
            const float score = rank_of(p, predictions, box, kind);
            if (best < 0 || score > best_score) {
                best = box;
                best_score = score;
            }
        }
    }
    if (best >= 0) {
        active[best] = 0;
        for (int32_t box = 0; box < p->boxes; box++) {
            if (active[box] && overlap(corners + 4 * best, corners + 4 * box) > p->overlap_threshold) {
                active[box] = 0;
            }
        }
    }
    return best;
}

/* Puts a detection behind those that are as good; the worst falls off the end. Returns how many there are. */
static int32_t insert(const bn_detection_postprocess_f32_params *p, const float *predictions, detection *list, int32_t count, detection found)
{
    const float score = score_of(p, predictions, found.box, found.kind);
    int32_t at = count;
    while (at > 0 && score_of(p, predictions, list[at - 1].box, list[at - 1].kind) < score) {
        at--;
    }
    if (at == p->max_detections) return count;
    const int32_t kept = count < p->max_detections ? count : p->max_detections - 1;
    memmove(list + at + 1, list + at, (size_t)(kept - at) * sizeof *list);
    list[at] = found;
    return kept + 1;
}

void bn_detection_postprocess_f32(const bn_detection_postprocess_f32_params *p, const float *encodings, const float *predictions,
                                  const float *anchors, float *boxes, float *classes, float *scores, float *count, void *scratch)
{
    float *const corners = scratch;
    detection *const list = (detection *)(void *)(corners + 4 * p->boxes);
    uint8_t *const active = (uint8_t *)(list + p->max_detections);
    int32_t results = 0;
    decode_boxes(p, encodings, anchors, corners);
    for (int32_t at = 0; at < p->capacity; at++) {
        memset(boxes + 4 * at, 0, 4 * sizeof *boxes);
        classes[at] = 0.0f;
        scores[at] = 0.0f;
    }
    if (p->regular) {
        for (int32_t kind = 0; kind < p->classes; kind++) {
            start(p, predictions, kind, active);
            for (int32_t left = p->per_class; left > 0; left--) {
                const detection found = {next_box(p, predictions, kind, corners, active), kind};
                if (found.box < 0) break;
                results = insert(p, predictions, list, results, found);
            }
        }
        for (int32_t at = 0; at < results; at++) {
            memcpy(boxes + 4 * at, corners + 4 * list[at].box, 4 * sizeof *boxes);
            classes[at] = (float)list[at].kind;
            scores[at] = score_of(p, predictions, list[at].box, list[at].kind);
        }
    } else {
        start(p, predictions, -1, active);
        for (int32_t left = p->max_detections; left > 0; left--) {
            const int32_t box = next_box(p, predictions, -1, corners, active);
            int32_t kind = -1;
            if (box < 0) break;
            for (int32_t column = 0; column < p->categories; column++) {
                /* Several categories leave gaps, as in TensorFlow Lite Micro. */
                const int32_t at = p->categories * results + column;
                kind = next_class(p, predictions, box, kind);
                memcpy(boxes + 4 * at, corners + 4 * box, 4 * sizeof *boxes);
                classes[at] = (float)kind;
                scores[at] = score_of(p, predictions, box, kind);
                results++;
            }
        }
    }
    *count = (float)results;
}
