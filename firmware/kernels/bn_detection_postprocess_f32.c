#include "bn_detection_postprocess_f32.h"

#include <stdbool.h>
#include <string.h>

#include "bn_exp_wide.h"
#include "bn_strict_float.h"

typedef struct {
    float top, left, bottom, right;
} corners;

typedef struct {
    float *boxes, *classes, *scores;
} detections;

/* Products are doubles, as in TensorFlow Lite Micro. */
static void decode_boxes(const bn_detection_postprocess_f32_params *p, const float *encoding, const float *anchor, corners *boxes)
{
    for (int32_t i = 0; i < p->boxes; i++) {
        const double anchor_height = (double)anchor[2], anchor_width = (double)anchor[3];
        const float y = (float)((double)encoding[0] / (double)p->y_scale * anchor_height + (double)anchor[0]);
        const float x = (float)((double)encoding[1] / (double)p->x_scale * anchor_width + (double)anchor[1]);
        const float half_height = (float)(0.5 * bn_exp_wide((double)encoding[2] / (double)p->h_scale) * anchor_height);
        const float half_width = (float)(0.5 * bn_exp_wide((double)encoding[3] / (double)p->w_scale) * anchor_width);
        boxes[i] = (corners){ y - half_height, x - half_width, y + half_height, x + half_width };
        encoding += p->coordinates;
        anchor += 4;
    }
}

static bool all_have_area(const corners *boxes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (boxes[i].top >= boxes[i].bottom || boxes[i].left >= boxes[i].right) return false;
    }
    return true;
}

static inline float larger(float a, float b)
{
    return a < b ? b : a;
}

static inline float smaller(float a, float b)
{
    return b < a ? b : a;
}

/* The area that two boxes share, as a part of the area that they cover. */
static float overlap(corners a, corners b)
{
    const float area_a = (a.bottom - a.top) * (a.right - a.left), area_b = (b.bottom - b.top) * (b.right - b.left);
    if (area_a <= 0.0f || area_b <= 0.0f) return 0.0f;
    const float height = smaller(a.bottom, b.bottom) - larger(a.top, b.top), width = smaller(a.right, b.right) - larger(a.left, b.left);
    const float common = larger(height, 0.0f) * larger(width, 0.0f);
    return common / (area_a + area_b - common);
}

/* The candidate with the best score, of equal ones the first, which then is none any more; -1: there is none. */
static int32_t take_best(const bn_detection_postprocess_f32_params *p, const float *scores, int32_t stride, const corners *boxes, uint8_t *candidates)
{
    int32_t best = -1;
    for (int32_t i = 0; i < p->boxes; i++) {
        if (candidates[i] && (best < 0 || scores[i * stride] > scores[best * stride])) best = i;
    }
    if (best < 0) return best;
    candidates[best] = 0;
    for (int32_t i = 0; i < p->boxes; i++) {
        if (candidates[i] && overlap(boxes[best], boxes[i]) > p->overlap_threshold) candidates[i] = 0;
    }
    return best;
}

static void find_candidates(const bn_detection_postprocess_f32_params *p, const float *scores, int32_t stride, uint8_t *candidates)
{
    for (int32_t i = 0; i < p->boxes; i++) {
        candidates[i] = scores[i * stride] >= p->score_threshold;
    }
}

/* The best class after `last` in the order of falling scores, of equal ones the first. */
static int32_t next_class(const float *scores, int32_t classes, int32_t last)
{
    int32_t best = -1;
    for (int32_t i = 0; i < classes; i++) {
        const bool follows = last < 0 || scores[i] < scores[last] || (scores[i] == scores[last] && i > last);
        if (follows && (best < 0 || scores[i] > scores[best])) best = i;
    }
    return best < 0 ? 0 : best;
}

static void put(detections found, int32_t at, const corners *box, int32_t class_index, float score)
{
    memcpy(found.boxes + 4 * at, box, sizeof *box);
    found.classes[at] = (float)class_index;
    found.scores[at] = score;
}

/* Each box counts with its best class. Between the classes of a box, if there are several, TensorFlow Lite Micro leaves gaps. */
static int32_t detect_fast(const bn_detection_postprocess_f32_params *p, const float *scores, const corners *boxes, float *best, uint8_t *candidates, detections found)
{
    int32_t count = 0;
    scores += p->background;
    for (int32_t i = 0; i < p->boxes; i++) {
        best[i] = scores[i * p->columns + next_class(scores + i * p->columns, p->classes, -1)];
    }
    find_candidates(p, best, 1, candidates);
    for (int32_t taken = 0; taken < p->max_detections; taken++) {
        const int32_t box = take_best(p, best, 1, boxes, candidates);
        if (box < 0) break;
        const float *own = scores + box * p->columns;
        int32_t class_index = -1;
        for (int32_t rank = 0; rank < p->classes_per_box; rank++) {
            class_index = next_class(own, p->classes, class_index);
            put(found, p->classes_per_box * count + rank, &boxes[box], class_index, own[class_index]);
            count++;
        }
    }
    return count;
}

/* Keeps the best of all classes in order, of equal ones the first. */
static int32_t insert(const bn_detection_postprocess_f32_params *p, int32_t count, detections found, const corners *box, int32_t class_index, float score)
{
    int32_t at = count;
    while (at > 0 && score > found.scores[at - 1]) {
        at--;
    }
    if (at >= p->max_detections) return count;
    if (count < p->max_detections) count++;
    const size_t moved = (size_t)(count - 1 - at) * sizeof(float);
    memmove(found.boxes + 4 * at + 4, found.boxes + 4 * at, 4 * moved);
    memmove(found.classes + at + 1, found.classes + at, moved);
    memmove(found.scores + at + 1, found.scores + at, moved);
    put(found, at, box, class_index, score);
    return count;
}

static int32_t detect_regular(const bn_detection_postprocess_f32_params *p, const float *scores, const corners *boxes, uint8_t *candidates, detections found)
{
    int32_t count = 0;
    for (int32_t class_index = 0; class_index < p->classes; class_index++) {
        const float *own = scores + p->background + class_index;
        find_candidates(p, own, p->columns, candidates);
        for (int32_t taken = 0; taken < p->detections_per_class; taken++) {
            const int32_t box = take_best(p, own, p->columns, boxes, candidates);
            if (box < 0) break;
            count = insert(p, count, found, &boxes[box], class_index, own[box * p->columns]);
        }
    }
    return count;
}

void bn_detection_postprocess_f32(const bn_detection_postprocess_f32_params *p, const float *encodings, const float *scores, const float *anchors,
                              float *found_boxes, float *found_classes, float *found_scores, float *found, void *scratch)
{
    corners *const boxes = scratch;
    float *const best = (void *)(boxes + p->boxes);
    uint8_t *const candidates = (void *)(best + p->boxes);
    const detections all = { found_boxes, found_classes, found_scores };
    int32_t count = 0;
    memset(found_boxes, 0, (size_t)p->capacity * sizeof(corners));
    memset(found_classes, 0, (size_t)p->capacity * sizeof(float));
    memset(found_scores, 0, (size_t)p->capacity * sizeof(float));
    decode_boxes(p, encodings, anchors, boxes);
    /* TensorFlow Lite Micro ends the run with an error when a box has no area; here nothing is found. */
    if (all_have_area(boxes, p->boxes))
        count = p->regular ? detect_regular(p, scores, boxes, candidates, all) : detect_fast(p, scores, boxes, best, candidates, all);
    *found = (float)count;
}
