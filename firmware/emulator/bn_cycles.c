/* bn_cycles.c - a plugin of the emulator that adds up what each executed Thumb instruction costs.
 *
 * QEMU models no time. This plugin classifies the instructions of each translated block once, charges the block
 * when it runs, and charges a refill of the pipeline when the next block is not where the last one ended. What
 * a class costs comes from the command line (codegen/device/cycle_models.ts, which names the manuals). Encodings
 * are those of the Armv7-M Architecture Reference Manual (DDI 0403), chapter A5. docs/cycles.md says what is
 * modelled and what is not.
 *
 * For each call of a function whose address is in `marks`, one line is appended to `out`:
 * its address, the cycles so far, and instructions and cycles from its first instruction to its return, in decimal. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The part of QEMU's plugin interface, version 1, that is used here; its header is not always installed. */
typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef void (*bn_translated)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);
typedef void (*bn_block_runs)(unsigned int cpu, void *data);
typedef void (*bn_memory_is_read)(unsigned int cpu, uint32_t info, uint64_t address, void *data);
enum { PLUGIN_NO_REGISTERS = 0, PLUGIN_READS_AND_WRITES = 3 };

extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, bn_translated callback);
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, bn_block_runs callback, int flags, void *data);
extern void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, bn_memory_is_read callback, int flags, int accesses, void *data);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
extern unsigned int qemu_plugin_mem_size_shift(uint32_t info);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;
__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv);

/* What the command line sets, by these names. */
static struct {
    int32_t simple;                   /* what is in no other class */
    int32_t multiply;                 /* MUL, and all of the DSP extension's products but those below */
    int32_t multiply_accumulate;      /* MLA, MLS */
    int32_t long_multiply;            /* SMULL, UMULL */
    int32_t long_multiply_accumulate; /* SMLAL, UMLAL and the like */
    int32_t divide;
    int32_t load;
    int32_t store;          /* to a register and an immediate */
    int32_t store_indexed;  /* to the sum of two registers */
    int32_t pipelined_load; /* less for a load or an indexed store right after a load that is not part of its address */
    int32_t update_pipelines; /* 1: also if it updates its base */
    int32_t address_stall;  /* more where the instruction before computed the address */
    int32_t unaligned;      /* for each access beyond one */
    int32_t multiple;       /* LDM, STM, PUSH, POP, LDRD, STRD: this and one for each register */
    int32_t link;           /* more for BL than for B */
    int32_t direct_refill;  /* a taken branch whose target the instruction holds */
    int32_t wide_refill;    /* more if the target is a 32-bit instruction across two words */
    int32_t register_refill;
    int32_t loaded_refill;
    int32_t table_branch; /* TBB and TBH, without the refill */
    int32_t status;       /* MRS and MSR */
    int32_t barrier;      /* DMB and DSB */
    int32_t instruction_barrier;
    int32_t float_multiply_accumulate;
    int32_t float_divide; /* VDIV and VSQRT */
    int32_t float_result; /* more where the next instruction reads an arithmetic result */
} cost;

static const struct {
    const char *name;
    int32_t *value;
} settings[] = {
#define SETTING(name) { #name, &cost.name }
    SETTING(simple), SETTING(multiply), SETTING(multiply_accumulate), SETTING(long_multiply),
    SETTING(long_multiply_accumulate), SETTING(divide), SETTING(load), SETTING(store), SETTING(store_indexed),
    SETTING(pipelined_load), SETTING(update_pipelines), SETTING(address_stall), SETTING(unaligned), SETTING(multiple),
    SETTING(link), SETTING(direct_refill), SETTING(wide_refill), SETTING(register_refill), SETTING(loaded_refill),
    SETTING(table_branch), SETTING(status), SETTING(barrier), SETTING(instruction_barrier),
    SETTING(float_multiply_accumulate), SETTING(float_divide), SETTING(float_result),
#undef SETTING
};

/* How an instruction may leave the straight line. */
typedef enum { STRAIGHT, DIRECT, BY_REGISTER, BY_LOAD } bn_exit;

enum { SP = 13, PC = 15, NO_FLOAT = -1 };

/* What timing depends on. A mask has bit n for register n. */
typedef struct {
    int32_t cycles;
    bn_exit exit;
    uint32_t address;  /* registers that an access takes its address from */
    uint32_t computed; /* registers with a result that the next instruction's address would wait for */
    uint32_t loaded;   /* registers that a single load writes; 0 if it is no single load */
    bool pipelines;    /* it gets cheaper after a load */
    bool may_be_unaligned;
    int float_result; /* the single-precision register of an arithmetic result */
    int float_operands[3];
} bn_instruction;

static uint32_t bit(uint32_t number)
{
    return 1U << number;
}

static int32_t count_of(uint32_t mask)
{
    return (int32_t)__builtin_popcount(mask);
}

static bn_instruction plain(uint32_t computed)
{
    return (bn_instruction){ .cycles = cost.simple, .computed = computed & ~bit(PC), .float_result = NO_FLOAT, .float_operands = { NO_FLOAT, NO_FLOAT, NO_FLOAT } };
}

static bn_instruction priced(int32_t cycles, uint32_t computed)
{
    bn_instruction found = plain(computed);
    found.cycles = cycles;
    return found;
}

static bn_instruction leaves(bn_exit exit)
{
    bn_instruction found = plain(0);
    found.exit = exit;
    return found;
}

/* A result in the program counter is a jump. */
static bn_instruction result_in(uint32_t d)
{
    return d == PC ? leaves(BY_REGISTER) : plain(bit(d));
}

static bn_instruction load_of(uint32_t t, uint32_t address, uint32_t updated, bool bytes)
{
    bn_instruction found = priced(cost.load, 0);
    found.address = address;
    found.loaded = bit(t) | updated;
    found.pipelines = updated == 0 || cost.update_pipelines != 0;
    found.may_be_unaligned = !bytes;
    if (t == PC) {
        found.exit = BY_LOAD;
        found.loaded = 0;
        found.pipelines = false;
    }
    return found;
}

static bn_instruction store_of(uint32_t address, bool indexed, uint32_t updated, bool bytes)
{
    bn_instruction found = priced(indexed ? cost.store_indexed : cost.store, updated);
    found.address = address;
    found.pipelines = indexed;
    found.may_be_unaligned = !bytes;
    return found;
}

static bn_instruction multiple_of(uint32_t base, int32_t registers, bool loads_pc)
{
    bn_instruction found = priced(cost.multiple + registers, 0);
    found.address = bit(base);
    found.exit = loads_pc ? BY_LOAD : STRAIGHT;
    return found;
}

/* A5.2: 16-bit instructions. */
static bn_instruction decode_narrow(uint32_t h)
{
    const uint32_t d = h & 7U, n = (h >> 3) & 7U, m = (h >> 6) & 7U, t = (h >> 8) & 7U;
    switch (h >> 12) {
    case 0:
    case 1: /* shifts, ADDS and SUBS */
        return plain(bit(d));
    case 2: /* MOVS and CMP of an immediate */
        return plain((h & 0x0800U) == 0 ? bit(t) : 0);
    case 3:
        return plain(bit(t));
    case 4:
        if (h >= 0x4800U) {
            return load_of(t, 0, 0, false);
        }
        if (h < 0x4400U) {
            const uint32_t operation = (h >> 6) & 15U;
            const bool compares = operation == 8 || operation == 10 || operation == 11;
            return operation == 13 ? priced(cost.multiply, bit(d)) : plain(compares ? 0 : bit(d));
        }
        if ((h & 0xFF00U) == 0x4700U) {
            return leaves(BY_REGISTER);
        }
        return (h & 0xFF00U) == 0x4500U ? plain(0) : result_in(((h >> 4) & 8U) | d);
    case 5: {
        const uint32_t operation = (h >> 9) & 7U, address = bit(n) | bit(m);
        const bool bytes = operation == 2 || operation == 3 || operation == 6;
        return operation < 3 ? store_of(address, true, 0, bytes) : load_of(d, address, 0, bytes);
    }
    case 6:
    case 7:
    case 8:
        return (h & 0x0800U) != 0 ? load_of(d, bit(n), 0, (h >> 12) == 7) : store_of(bit(n), false, 0, (h >> 12) == 7);
    case 9:
        return (h & 0x0800U) != 0 ? load_of(t, bit(SP), 0, false) : store_of(bit(SP), false, 0, false);
    case 10:
        return plain(bit(t));
    case 11:
        if ((h & 0xFF00U) == 0xB000U) {
            return plain(bit(SP));
        }
        if ((h & 0xF500U) == 0xB100U) {
            return leaves(DIRECT);
        }
        if ((h & 0xF600U) == 0xB400U) {
            const bool pops = (h & 0x0800U) != 0;
            return multiple_of(SP, count_of(h & 0x1FFU), pops && (h & 0x100U) != 0);
        }
        return plain((h & 0xFF00U) == 0xB200U || (h & 0xFF00U) == 0xBA00U ? bit(d) : 0);
    case 12:
        return multiple_of(t, count_of(h & 0xFFU), false);
    case 13:
        return (h & 0x0E00U) == 0x0E00U ? plain(0) : leaves(DIRECT);
    default:
        return leaves(DIRECT);
    }
}

/* A5.3.5 to A5.3.9: the accesses among the 32-bit instructions that begin with 1110 100 and 1111 100. */
static bn_instruction decode_access(uint32_t first, uint32_t second)
{
    const uint32_t n = first & 15U, t = second >> 12;
    const bool loads = (first & 0x10U) != 0, updates = (first & 0x20U) != 0;
    if ((first & 0xFE40U) == 0xE800U) {
        return multiple_of(n, count_of(second), loads && (second & 0x8000U) != 0);
    }
    if ((first & 0xFE00U) == 0xE800U) {
        if ((first & 0x0120U) != 0) {
            bn_instruction pair = multiple_of(n, 2, false);
            pair.computed = updates && !loads ? bit(n) : 0;
            return pair;
        }
        if ((first & 0xFFF0U) == 0xE8D0U && (second & 0xE0U) == 0) {
            bn_instruction table = priced(cost.table_branch, 0);
            table.address = bit(n) | bit(second & 15U);
            table.exit = BY_LOAD;
            return table;
        }
        return loads ? load_of(t, bit(n), 0, true) : store_of(bit(n), false, 0, true);
    }
    const bool bytes = (first & 0x60U) == 0, word = (first & 0x60U) == 0x40U;
    const bool indexed = n != PC && (first & 0x80U) == 0 && (second & 0x0FC0U) == 0;
    const bool based = n != PC && (first & 0x80U) == 0 && (second & 0x0900U) == 0x0900U;
    const uint32_t address = n == PC ? 0 : bit(n) | (indexed ? bit(second & 15U) : 0);
    if (loads && t == PC && !word) {
        return plain(0); /* PLD */
    }
    return loads ? load_of(t, address, based ? bit(n) : 0, bytes) : store_of(address, indexed, based ? bit(n) : 0, bytes);
}

/* A5.3.16 and A5.3.17: products. */
static bn_instruction decode_product(uint32_t first, uint32_t second)
{
    const uint32_t operation = (first >> 4) & 7U, d = (second >> 8) & 15U;
    if ((first & 0x80U) == 0) {
        const bool accumulates = operation == 0 && (second >> 12) != PC;
        return priced(accumulates ? cost.multiply_accumulate : cost.multiply, bit(d));
    }
    if (operation == 1 || operation == 3) {
        return priced(cost.divide, bit(d));
    }
    return priced(operation < 4 ? cost.long_multiply : cost.long_multiply_accumulate, bit(d) | bit(second >> 12));
}

/* A5.3.4: branches and what is written to and read from the status. */
static bn_instruction decode_control(uint32_t first, uint32_t second)
{
    if ((second & 0xD000U) == 0xD000U) {
        bn_instruction call = leaves(DIRECT);
        call.cycles += cost.link;
        return call;
    }
    if ((second & 0x1000U) != 0 || (first & 0x0380U) != 0x0380U) {
        return leaves(DIRECT);
    }
    if ((first & 0xFFF0U) == 0xF3B0U) {
        return priced((second & 0xF0U) == 0x60U ? cost.instruction_barrier : cost.barrier, 0);
    }
    return (first & 0xFFE0U) == 0xF3E0U || (first & 0xFFE0U) == 0xF380U ? priced(cost.status, bit((second >> 8) & 15U)) : plain(0);
}

/* A6: the floating-point extension, single precision. */
static bn_instruction decode_float(uint32_t first, uint32_t second)
{
    const bool twice = (second & 0x100U) != 0;
    const int d = (int)(((second >> 11) & 0x1EU) | ((first >> 6) & 1U)), n = (int)(((first << 1) & 0x1EU) | ((second >> 7) & 1U)), m = (int)(((second << 1) & 0x1EU) | ((second >> 5) & 1U));
    if ((first & 0xFE00U) == 0xEC00U) {
        if ((first & 0xFFE0U) == 0xEC40U) {
            return priced(2 * cost.simple, 0);
        }
        const bool loads = (first & 0x10U) != 0, single = (first & 0x0120U) == 0x0100U;
        bn_instruction access = priced(cost.multiple + (single ? (twice ? 2 : 1) : (int32_t)(second & 0xFFU)), 0);
        access.address = bit(first & 15U) & ~bit(PC);
        access.float_operands[0] = single && !loads && !twice ? d : NO_FLOAT;
        return access;
    }
    bn_instruction found = plain(0);
    if ((second & 0x10U) != 0) {
        found.float_operands[0] = (first & 0xF0U) == 0x10U ? n : NO_FLOAT; /* VMOV to a core register */
        return found;
    }
    const uint32_t operation = first & 0xB0U;
    found.float_operands[0] = m;
    if (operation == 0xB0U) {
        const bool square_root = (first & 15U) == 1 && (second & 0xC0U) == 0xC0U, converts = (first & 8U) != 0;
        const bool constant = (second & 0x40U) == 0;
        found.cycles = square_root ? cost.float_divide : cost.simple;
        found.float_result = square_root || converts ? d : NO_FLOAT;
        found.float_operands[0] = constant ? NO_FLOAT : m;
        found.float_operands[1] = (first & 0xEU) == 4 ? d : NO_FLOAT; /* VCMP */
        return found;
    }
    const bool accumulates = operation < 0x20U || operation == 0x90U || operation == 0xA0U;
    found.cycles = accumulates ? cost.float_multiply_accumulate : operation == 0x80U ? cost.float_divide : cost.simple;
    found.float_operands[1] = n; /* what is added to is read a cycle later, without a delay */
    found.float_result = d;
    return found;
}

/* A5.3: 32-bit instructions. */
static bn_instruction decode_wide(uint32_t first, uint32_t second)
{
    const uint32_t d = (second >> 8) & 15U;
    if ((first & 0xEC00U) == 0xEC00U) {
        return decode_float(first, second);
    }
    if ((first & 0xFE00U) == 0xE800U || (first & 0xFE00U) == 0xF800U) {
        return decode_access(first, second);
    }
    if ((first & 0xFF00U) == 0xFB00U) {
        return decode_product(first, second);
    }
    if ((first & 0xF800U) == 0xF000U && (second & 0x8000U) != 0) {
        return decode_control(first, second);
    }
    return plain(bit(d));
}

typedef struct {
    uint64_t start;
    uint64_t end;
    uint64_t instructions;
    int64_t cycles;
    bn_exit exit;
    bool wide_across_words; /* the first instruction */
} bn_block;

static uint64_t instructions;
static int64_t cycles;
static const bn_block *last;

/* The call that is being measured. */
static struct {
    bool running;
    uint64_t function;
    uint64_t back;
    uint64_t instructions;
    int64_t cycles;
} call;

static FILE *out;
static uint64_t marks[64];
static size_t mark_count;

/* What one instruction adds to the one before it in its block. */
static int32_t cycles_after(const bn_instruction *now, const bn_instruction *before)
{
    int32_t sum = now->cycles;
    if (now->pipelines && before->loaded != 0 && (now->address & before->loaded) == 0) {
        sum -= cost.pipelined_load;
    }
    if ((now->address & before->computed) != 0) {
        sum += cost.address_stall;
    }
    for (size_t i = 0; i < sizeof now->float_operands / sizeof now->float_operands[0]; i++) {
        if (before->float_result != NO_FLOAT && now->float_operands[i] == before->float_result) {
            return sum + cost.float_result;
        }
    }
    return sum;
}

static int32_t refill(const bn_block *next)
{
    switch (last->exit) {
    case DIRECT:
        return cost.direct_refill + (next->wide_across_words ? cost.wide_refill : 0);
    case BY_REGISTER:
        return cost.register_refill;
    case BY_LOAD:
        return cost.loaded_refill;
    default:
        return 0;
    }
}

static void block_runs(unsigned int cpu, void *data)
{
    (void)cpu;
    const bn_block *block = data;
    if (last != NULL && block->start != last->end) {
        cycles += refill(block);
        if (call.running && block->start == call.back) {
            fprintf(out, "%llu %lld %llu %lld\n", (unsigned long long)call.function, (long long)call.cycles, (unsigned long long)(instructions - call.instructions), (long long)(cycles - call.cycles));
            call.running = false;
        }
        for (size_t i = 0; i < mark_count && !call.running; i++) {
            if (marks[i] == block->start) {
                call.running = true;
                call.function = block->start;
                call.back = last->end;
                call.instructions = instructions;
                call.cycles = cycles;
            }
        }
    }
    instructions += block->instructions;
    cycles += block->cycles;
    last = block;
}

static void memory_is_read(unsigned int cpu, uint32_t info, uint64_t address, void *data)
{
    (void)cpu;
    (void)data;
    const unsigned int shift = qemu_plugin_mem_size_shift(info);
    if (shift == 1 && (address & 1U) != 0) {
        cycles += cost.unaligned; /* two bytes */
    } else if (shift == 2 && (address & 3U) != 0) {
        cycles += (address & 1U) != 0 ? 2 * cost.unaligned : cost.unaligned; /* a byte, a halfword and a byte; or two halfwords */
    }
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    bn_block *block = calloc(1, sizeof *block);
    if (block == NULL) {
        abort();
    }
    bn_instruction before = plain(0); /* a block begins after a branch */
    const size_t count = qemu_plugin_tb_n_insns(tb);
    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        const uint8_t *bytes = qemu_plugin_insn_data(insn);
        const uint64_t address = qemu_plugin_insn_vaddr(insn), size = qemu_plugin_insn_size(insn);
        const uint32_t first = bytes[0] | (uint32_t)bytes[1] << 8, second = size == 4 ? bytes[2] | (uint32_t)bytes[3] << 8 : 0;
        const bn_instruction now = size == 4 ? decode_wide(first, second) : decode_narrow(first);
        if (i == 0) {
            block->start = address;
            block->wide_across_words = size == 4 && (address & 2U) != 0;
        }
        if (now.may_be_unaligned && cost.unaligned != 0) {
            qemu_plugin_register_vcpu_mem_cb(insn, memory_is_read, PLUGIN_NO_REGISTERS, PLUGIN_READS_AND_WRITES, NULL);
        }
        block->cycles += cycles_after(&now, &before);
        block->instructions++;
        block->end = address + size;
        block->exit = now.exit;
        before = now;
    }
    qemu_plugin_register_vcpu_tb_exec_cb(tb, block_runs, PLUGIN_NO_REGISTERS, block);
}

static bool set(const char *name, size_t length, const char *value)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (strlen(settings[i].name) == length && strncmp(settings[i].name, name, length) == 0) {
            *settings[i].value = (int32_t)strtol(value, NULL, 10);
            return true;
        }
    }
    return false;
}

int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
    (void)info;
    for (int i = 0; i < argc; i++) {
        const char *value = strchr(argv[i], '=');
        if (value == NULL) {
            return 1;
        }
        const size_t length = (size_t)(value++ - argv[i]);
        if (strncmp(argv[i], "out=", length + 1) == 0) {
            out = fopen(value, "w");
        } else if (strncmp(argv[i], "marks=", length + 1) == 0) {
            for (char *next; mark_count < sizeof marks / sizeof marks[0] && *value != '\0'; value = *next == ':' ? next + 1 : next) {
                marks[mark_count++] = strtoull(value, &next, 10);
            }
        } else if (!set(argv[i], length, value)) {
            fprintf(stderr, "bn_cycles: unknown setting %s\n", argv[i]);
            return 1;
        }
    }
    if (out == NULL) {
        fprintf(stderr, "bn_cycles: the file of the results cannot be opened\n");
        return 1;
    }
    setvbuf(out, NULL, _IOLBF, 0);
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
