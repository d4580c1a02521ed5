#include "bn_lm_tokenizer.h"

/* Byte b is the token b + 3. */
#define FIRST_BYTE 3

typedef struct {
    const uint8_t *bytes;
    size_t length;
} bytes_view;

static bytes_view piece_of(const bn_lm_tokenizer *tokenizer, int32_t id)
{
    const uint32_t start = tokenizer->starts[id];
    const bytes_view piece = {tokenizer->bytes + start, tokenizer->starts[id + 1] - start};
    return piece;
}

/* Compares a piece with two texts in a row: below 0, 0 or above 0, as it comes before, is equal or comes behind. */
static int32_t compare(bytes_view piece, bytes_view first, bytes_view second)
{
    const size_t length = first.length + second.length;
    for (size_t at = 0; at < piece.length && at < length; at++) {
        const uint8_t wanted = at < first.length ? first.bytes[at] : second.bytes[at - first.length];
        if (piece.bytes[at] != wanted) {
            return piece.bytes[at] < wanted ? -1 : 1;
        }
    }
    return piece.length == length ? 0 : (piece.length < length ? -1 : 1);
}

/* The lowest id of the piece that two texts make together, or -1. */
static int32_t find(const bn_lm_tokenizer *tokenizer, bytes_view first, bytes_view second)
{
    int32_t low = 0, high = tokenizer->count;
    if (first.length + second.length == 0) {
        return -1;
    }
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (compare(piece_of(tokenizer, tokenizer->sorted[middle]), first, second) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == tokenizer->count || compare(piece_of(tokenizer, tokenizer->sorted[low]), first, second) != 0) {
        return -1;
    }
    return tokenizer->sorted[low];
}

/* Merges the best pair, the leftmost of equals, until there is none; returns how many tokens are left. */
static int32_t merge(const bn_lm_tokenizer *tokenizer, int32_t *tokens, int32_t count)
{
    for (;;) {
        float best = -1e10f;
        int32_t where = -1, merged = -1;
        for (int32_t at = 0; at + 1 < count; at++) {
            const int32_t id = find(tokenizer, piece_of(tokenizer, tokens[at]), piece_of(tokenizer, tokens[at + 1]));
            if (id >= 0 && tokenizer->scores[id] > best) {
                best = tokenizer->scores[id];
                where = at;
                merged = id;
            }
        }
        if (where < 0) {
            return count;
        }
        tokens[where] = merged;
        count--;
        for (int32_t at = where + 1; at < count; at++) {
            tokens[at] = tokens[at + 1];
        }
    }
}

int32_t bn_lm_encode(const bn_lm_tokenizer *tokenizer, const char *text, size_t length, int32_t *tokens, int32_t room)
{
    static const uint8_t space_byte = ' ';
    const bytes_view none = {&space_byte, 0}, space = {&space_byte, 1};
    const uint8_t *bytes = (const uint8_t *)text;
    const int32_t space_id = find(tokenizer, space, none);
    int32_t count = 0;
    if (room < 2) {
        return -1;
    }
    tokens[count++] = BN_LM_BEGIN_OF_TEXT;
    if (length > 0 && space_id >= 0) {
        tokens[count++] = space_id;
    }
    for (size_t at = 0; at < length;) {
        /* A code point: a byte and up to three that continue it. */
        size_t end = at + 1;
        while (end < length && end - at < 4 && (bytes[end] & 0xc0) == 0x80) {
            end++;
        }
        const bytes_view point = {bytes + at, end - at};
        const int32_t id = find(tokenizer, point, none);
        if (id >= 0) {
            if (count == room) {
                return -1;
            }
            tokens[count++] = id;
            at = end;
        }
        for (; at < end; at++) {
            if (count == room) {
                return -1;
            }
            tokens[count++] = bytes[at] + FIRST_BYTE;
        }
    }
    return merge(tokenizer, tokens, count);
}

/* -1 where it is no hexadecimal digit. */
static int32_t digit_of(uint8_t letter)
{
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    if (letter >= 'A' && letter <= 'F') {
        return letter - 'A' + 10;
    }
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* What the text <0xHH> stands for, or -1. */
static int32_t byte_of(bytes_view piece)
{
    if (piece.length != 6 || piece.bytes[0] != '<' || piece.bytes[1] != '0' || piece.bytes[2] != 'x' || piece.bytes[5] != '>') {
        return -1;
    }
    const int32_t high = digit_of(piece.bytes[3]), low = digit_of(piece.bytes[4]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

#define FOUR(b) (b), (b) + 1, (b) + 2, (b) + 3
#define SIXTEEN(b) FOUR(b), FOUR((b) + 4), FOUR((b) + 8), FOUR((b) + 12)
#define SIXTY_FOUR(b) SIXTEEN(b), SIXTEEN((b) + 16), SIXTEEN((b) + 32), SIXTEEN((b) + 48)
static const uint8_t all_bytes[256] = {SIXTY_FOUR(0), SIXTY_FOUR(64), SIXTY_FOUR(128), SIXTY_FOUR(192)};

size_t bn_lm_decode(const bn_lm_tokenizer *tokenizer, int32_t previous, int32_t token, const char **bytes)
{
    bytes_view piece = piece_of(tokenizer, token);
    const int32_t byte = byte_of(piece);
    if (byte >= 0) {
        piece.bytes = &all_bytes[byte];
        piece.length = 1;
    } else if (previous == BN_LM_BEGIN_OF_TEXT && piece.length > 0 && piece.bytes[0] == ' ') {
        piece.bytes++;
        piece.length--;
    }
    *bytes = (const char *)piece.bytes;
    return piece.length;
}
