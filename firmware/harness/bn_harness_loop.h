/* bn_harness_loop.h - the order of events, common to the device and the host. */
#ifndef BN_HARNESS_LOOP_H
#define BN_HARNESS_LOOP_H

#include <stdbool.h>

#include "bn_harness.h"

/* Runs one function and says what it cost. */
typedef bn_harness_cost (*bn_harness_measure)(void (*run)(void));

static inline void bn_harness_loop(const bn_harness_model *models, size_t count, bn_harness_measure measure)
{
    for (size_t m = 0; m < count; m++) {
        const bn_harness_model *model = &models[m];
        uint32_t invocations = 0;
        bn_harness_read(&invocations, sizeof invocations);
        /* The highest bit asks for invocations that know nothing of each other. */
        const bool apart = invocations >> 31;
        for (uint32_t i = 0; i < (invocations & 0x7fffffffU); i++) {
            if (model->reset != NULL && (apart || i == 0)) {
                model->reset();
            }
            model->load();
            const bn_harness_cost cost = measure(model->run);
            bn_harness_write(&cost, sizeof cost);
            model->store();
        }
    }
}

#endif
