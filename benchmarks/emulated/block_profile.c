// SPDX-License-Identifier: Apache-2.0
//
// A plugin for qemu-user: counts the executions of every translated block, and so of every instruction.
//
//   -plugin block_profile.so             prints the number of executed instructions when the program ends
//   -plugin block_profile.so,out=FILE    and writes what was executed between two marks
//
// A mark is a system call that no kernel has (ENOSYS, harmless without the plugin): number 9999 with one argument.
// Argument 0 forgets what was executed so far; any other one ends a section of that number. Marks are for programs of
// one thread. What follows the last mark, or all where there is none, is section 0.
// A JVM without native code of its own makes the same mark by a seek in /dev/null, to kSeekMark and the argument
// (64-bit).
//
// FILE, text:  block ID ADDRESS INSTRUCTIONS CODE    once, before its first use; in hexadecimal: ADDRESS, and CODE as
//                                                    it lies in memory
//              section NUMBER                        followed by its blocks:
//              ID EXECUTIONS
//
// Debian ships no header for plugins, so what is used is declared here (QEMU's plugin API, version 1).

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t qemu_plugin_id_t;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
typedef void (*qemu_plugin_syscall_cb)(qemu_plugin_id_t, unsigned, int64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                                       uint64_t, uint64_t, uint64_t, uint64_t);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, struct qemu_plugin_tb*));
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb*);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb*);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb*, size_t);
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn*);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn*);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb*, enum qemu_plugin_op, void* counter, uint64_t);
void qemu_plugin_register_vcpu_syscall_cb(qemu_plugin_id_t, qemu_plugin_syscall_cb);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, void*), void*);

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;

enum { kMark = 9999, kSeek = 62 /* of aarch64 */, kBuckets = 1 << 16 };
static const uint64_t kSeekMark = UINT64_C(0x4c616e6500000000);

struct block {
  struct block* next_in_bucket;
  struct block* next;  // of all, in order of their first translation
  uint64_t address, executions;
  size_t id, instructions, bytes;
  bool written;
  uint8_t code[];
};

static struct block* buckets[kBuckets];
static struct block* first;
static struct block** last = &first;
static size_t blocks;
static uint64_t total;
static FILE* out;

static void* allocate(size_t bytes) {
  void* memory = calloc(1, bytes);
  if (memory == NULL) {
    fputs("block_profile: out of memory\n", stderr);
    abort();
  }
  return memory;
}

static struct block* read_block(const struct qemu_plugin_tb* translated) {
  const size_t instructions = qemu_plugin_tb_n_insns(translated);
  size_t bytes = 0;
  for (size_t i = 0; i < instructions; i++) bytes += qemu_plugin_insn_size(qemu_plugin_tb_get_insn(translated, i));
  struct block* block = allocate(sizeof *block + bytes);
  block->address = qemu_plugin_tb_vaddr(translated);
  block->instructions = instructions;
  for (size_t i = 0; i < instructions; i++) {
    const struct qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(translated, i);
    memcpy(block->code + block->bytes, qemu_plugin_insn_data(instruction), qemu_plugin_insn_size(instruction));
    block->bytes += qemu_plugin_insn_size(instruction);
  }
  return block;
}

// The block that was translated before from the same code, or else this one. QEMU forgets translations now and then.
static struct block* known(struct block* block) {
  struct block** bucket = &buckets[(block->address >> 1) * 2654435761u % kBuckets];
  for (struct block* other = *bucket; other != NULL; other = other->next_in_bucket) {
    if (other->address == block->address && other->bytes == block->bytes &&
        memcmp(other->code, block->code, block->bytes) == 0) {
      free(block);
      return other;
    }
  }
  block->next_in_bucket = *bucket;
  *bucket = block;
  block->id = blocks++;
  *last = block;
  last = &block->next;
  return block;
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb* translated) {
  (void)id;
  qemu_plugin_register_vcpu_tb_exec_inline(translated, QEMU_PLUGIN_INLINE_ADD_U64, &total,
                                           qemu_plugin_tb_n_insns(translated));
  if (out == NULL) return;
  struct block* block = known(read_block(translated));
  qemu_plugin_register_vcpu_tb_exec_inline(translated, QEMU_PLUGIN_INLINE_ADD_U64, &block->executions, 1);
}

static void write_section(uint64_t number) {
  for (struct block* block = first; block != NULL; block = block->next) {
    if (block->executions == 0 || block->written) continue;
    block->written = true;
    fprintf(out, "block %zu %" PRIx64 " %zu ", block->id, block->address, block->instructions);
    for (size_t i = 0; i < block->bytes; i++) fprintf(out, "%02x", block->code[i]);
    fputc('\n', out);
  }
  fprintf(out, "section %" PRIu64 "\n", number);
  for (struct block* block = first; block != NULL; block = block->next) {
    if (!block->written) continue;  // another thread came here since
    if (block->executions != 0) fprintf(out, "%zu %" PRIu64 "\n", block->id, block->executions);
    block->executions = 0;
  }
}

static void on_system_call(qemu_plugin_id_t id, unsigned cpu, int64_t number, uint64_t argument, uint64_t a2,
                           uint64_t a3, uint64_t a4, uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8) {
  (void)id, (void)cpu, (void)a3, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
  if (number == kSeek && a2 >= kSeekMark && a2 < kSeekMark + kMark) {
    argument = a2 - kSeekMark;
  } else if (number != kMark) {
    return;
  }
  if (argument != 0) {
    write_section(argument);
  } else {
    for (struct block* block = first; block != NULL; block = block->next) block->executions = 0;
  }
}

static void on_end(qemu_plugin_id_t id, void* unused) {
  (void)id, (void)unused;
  fprintf(stderr, "instructions %" PRIu64 "\n", total);
  if (out == NULL) return;
  write_section(0);
  if (ferror(out) != 0 || fclose(out) != 0) fputs("block_profile: the profile could not be written\n", stderr);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void* info, int argc, char** argv) {
  (void)info;
  for (int i = 0; i < argc; i++) {
    if (strncmp(argv[i], "out=", 4) != 0) {
      fprintf(stderr, "block_profile: no option \"%s\"\n", argv[i]);
      return 1;
    }
    out = fopen(argv[i] + 4, "w");
    if (out == NULL) {
      perror(argv[i] + 4);
      return 1;
    }
    qemu_plugin_register_vcpu_syscall_cb(id, on_system_call);
  }
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  qemu_plugin_register_atexit_cb(id, on_end, NULL);
  return 0;
}
