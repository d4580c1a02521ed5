/* Tokens of a SentencePiece-style vocabulary with scores, as llama2.c's run.c encodes and decodes. Twin: runtime-ts/language_model/tokenizer.ts. */
#ifndef BN_LM_TOKENIZER_H
#define BN_LM_TOKENIZER_H

#include <stddef.h>
#include <stdint.h>

#define BN_LM_BEGIN_OF_TEXT 1
#define BN_LM_END_OF_TEXT 2

typedef struct {
    int32_t count;          /* pieces */
    const uint8_t *bytes;   /* of all pieces, one after the other */
    const uint32_t *starts; /* [count + 1] in bytes */
    const float *scores;    /* of two merges the higher one comes first */
    const uint16_t *sorted; /* ids in the order of their bytes, the lower of equals first */
} bn_lm_tokenizer;

/* BOS and the tokens of a text, whose bytes need not be UTF-8. Returns their number, or -1 where there is no room: so many bytes and two are always enough. */
int32_t bn_lm_encode(const bn_lm_tokenizer *tokenizer, const char *text, size_t length, int32_t *tokens, int32_t room);

/* The bytes of a token behind another; returns how many. BOS takes a leading space away, <0xHH> is a byte. */
size_t bn_lm_decode(const bn_lm_tokenizer *tokenizer, int32_t previous, int32_t token, const char **bytes);

#endif
