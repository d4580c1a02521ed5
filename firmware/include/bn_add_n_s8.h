/* bn_add_n_s8.h - int8 ADD_N: one operand of several of one scale, a call for each. */
#ifndef BN_ADD_N_S8_H
#define BN_ADD_N_S8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t first;             /* 1: sums begin here */
    int32_t last;              /* 1: sums are scaled to the output */
    int32_t sum_offset;        /* minus the zero point, once for each operand and once more */
    int32_t output_offset;     /* the output's zero point */
    int32_t output_multiplier; /* of sums times 2^19 */
    int32_t output_shift;
} bn_add_n_s8_params;

/* scratch: int16_t[count], the sums; all calls get the same. output may be input in the last call. */
void bn_add_n_s8(const bn_add_n_s8_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
