// SPDX-License-Identifier: Apache-2.0
// Which rows of tables are chosen for which core and which work. The names are written out here, not computed from the
// tables, so that a row put in the wrong place shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "cpu/dot_product_cores.h"
#include "depthwise/depthwise_s8.h"
#include "gemm/gemm_s8.h"
#include "lanewise.h"
#include "matmul/dense_s8.h"
#include "winograd/winograd_s8.h"

namespace lanewise::testing {
namespace {

constexpr bool kProven = true, kUnproven = false;

/** What a kernel is wanted for, of whichever table, with the name of the row that is chosen for it. */
struct Wanted {
  std::string (*chosen)(const Wanted& wanted, Isa isa, Core core);
  bool proven;
  size_t depth, taps;
  bool slides;
  size_t zeros = 0;  // percent
};

/** The name of the row; "" for none, which only Winograd may have. */
template <typename Row>
std::string chosen(const Microkernels<Row>& table, const typename Row::Work& work, Isa isa, Core core) {
  const Row* row = select_microkernel(table, work, isa, core);
  return row == nullptr ? "" : row->name;
}

/** Of 16 columns, of whose K this much is zero. */
Wanted gemm(bool proven, size_t depth, size_t zeros = 0) {
  return {[](const Wanted& w, Isa isa, Core core) {
            std::vector<int8_t> weights(16 * w.depth, 1);
            for (size_t n = 0; n < 16; n++) std::fill_n(&weights[n * w.depth], w.depth * w.zeros / 100, int8_t{0});
            return chosen(kGemmS8Table, {w.proven, {weights.data(), 1, 16, 1, w.depth}}, isa, core);
          },
          proven, depth, 0, false, zeros};
}

Wanted depthwise(bool proven, size_t taps, bool slides = false) {
  return {[](const Wanted& w, Isa isa, Core core) {
            return chosen(kDepthwiseS8Table, {w.proven, w.taps, w.slides}, isa, core);
          },
          proven, 0, taps, slides};
}

Wanted dense(bool proven) {
  return {[](const Wanted& w, Isa isa, Core core) { return chosen(kDenseS8Table, {w.proven}, isa, core); },
          proven, 0, 0, false};
}

Wanted winograd() {
  return {[](const Wanted&, Isa isa, Core core) { return chosen(kWinogradS8Table, {}, isa, core); },
          kProven, 0, 0, false};
}

struct Choice {
  Isa isa;
  Core core;
  Wanted wanted;
  const char* row;
};

const Choice kChoices[] = {
#if defined(__aarch64__)
    {Isa::kAarch64I8mm, Core::kAny, gemm(kProven, 256), "gemm_s8_6x16c8_aarch64_i8mm_asm"},
    {Isa::kAarch64I8mm, Core::kAny, gemm(kUnproven, 1), "gemm_s8_6x16c8_aarch64_i8mm_asm"},
    {Isa::kAarch64I8mm, Core::kInOrder, gemm(kProven, 256), "gemm_s8_6x16c8_aarch64_i8mm_asm"},
    {Isa::kAarch64Dotprod, Core::kAny, gemm(kProven, 256), "gemm_s8_6x16c4_aarch64_dotprod_asm"},
    {Isa::kAarch64Dotprod, Core::kAny, gemm(kUnproven, 1), "gemm_s8_6x16c4_aarch64_dotprod_asm"},
    {Isa::kAarch64Dotprod, Core::kInOrder, gemm(kProven, 256), "gemm_s8_6x16c4_aarch64_dotprod_asm_inorder"},
    {Isa::kAarch64Dotprod, Core::kInOrder, gemm(kUnproven, 1), "gemm_s8_6x16c4_aarch64_dotprod_asm_inorder"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kProven, 12), "gemm_s8_6x16c1_aarch64_neon_lane_asm"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kUnproven, 12), "gemm_s8_6x16c1_aarch64_neon_lane_asm"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kProven, 13), "gemm_s8_4x4c16_aarch64_neon_pair_asm"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kUnproven, 13), "gemm_s8_4x4c16_aarch64_neon_safe"},
    {Isa::kAarch64Neon, Core::kInOrder, gemm(kProven, 32), "gemm_s8_6x16c1_aarch64_neon_lane_asm_inorder"},
    {Isa::kAarch64Neon, Core::kInOrder, gemm(kUnproven, 32), "gemm_s8_6x16c1_aarch64_neon_lane_asm_inorder"},
    {Isa::kAarch64Neon, Core::kInOrder, gemm(kProven, 33), "gemm_s8_4x4c16_aarch64_neon_pair_asm"},
    {Isa::kAarch64Neon, Core::kInOrder, gemm(kUnproven, 33), "gemm_s8_4x4c16_aarch64_neon_safe"},
    {Isa::kAarch64I8mm, Core::kAny, gemm(kUnproven, 320, 20), "gemm_s8_6x16c8_aarch64_i8mm_sparse_asm"},
    {Isa::kAarch64I8mm, Core::kAny, gemm(kProven, 320, 10), "gemm_s8_6x16c8_aarch64_i8mm_asm"},
    {Isa::kAarch64Dotprod, Core::kAny, gemm(kProven, 320, 20), "gemm_s8_6x16c4_aarch64_dotprod_sparse_asm"},
    {Isa::kAarch64Dotprod, Core::kInOrder, gemm(kProven, 320, 20), "gemm_s8_6x16c4_aarch64_dotprod_sparse_asm_inorder"},
    {Isa::kAarch64Dotprod, Core::kAny, gemm(kUnproven, 320, 10), "gemm_s8_6x16c4_aarch64_dotprod_asm"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kProven, 320, 20), "gemm_s8_4x4c16_aarch64_neon_pair_sparse_asm"},
    {Isa::kAarch64Neon, Core::kInOrder, gemm(kProven, 320, 20), "gemm_s8_4x4c16_aarch64_neon_pair_sparse_asm"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kProven, 320, 10), "gemm_s8_4x4c16_aarch64_neon_pair_asm"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kUnproven, 320, 20), "gemm_s8_4x4c16_aarch64_neon_safe_sparse"},
    {Isa::kAarch64Neon, Core::kAny, gemm(kUnproven, 320, 10), "gemm_s8_4x4c16_aarch64_neon_safe"},
    {Isa::kAarch64Neon, Core::kInOrder, gemm(kProven, 32, 50), "gemm_s8_6x16c1_aarch64_neon_lane_asm_inorder"},
    {Isa::kAarch64I8mm, Core::kAny, depthwise(kProven, 9), "depthwise_s8_1x16_9taps_aarch64_neon_pair_asm"},
    {Isa::kAarch64Dotprod, Core::kAny, depthwise(kUnproven, 9, true), "depthwise_s8_2x8c4_aarch64_dotprod"},
    {Isa::kAarch64Neon, Core::kAny, depthwise(kProven, 9, true), "depthwise_s8_1x16_9taps_aarch64_neon_pair_asm"},
    {Isa::kAarch64Neon, Core::kInOrder, depthwise(kProven, 9), "depthwise_s8_1x16_9taps_aarch64_neon_pair_asm_inorder"},
    {Isa::kAarch64Dotprod, Core::kInOrder, depthwise(kProven, 9, true),
     "depthwise_s8_1x16_9taps_aarch64_neon_pair_asm_inorder"},
    {Isa::kAarch64Dotprod, Core::kInOrder, depthwise(kUnproven, 9, true), "depthwise_s8_2x8c4_aarch64_dotprod"},
    {Isa::kAarch64Neon, Core::kAny, depthwise(kUnproven, 9), "depthwise_s8_2x16_aarch64_neon_safe"},
    {Isa::kAarch64Neon, Core::kAny, depthwise(kProven, 25), "depthwise_s8_2x16_aarch64_neon_pair"},
    {Isa::kAarch64Dotprod, Core::kAny, depthwise(kUnproven, 25), "depthwise_s8_2x16_aarch64_neon_safe"},
    {Isa::kAarch64I8mm, Core::kAny, dense(kProven), "dense_s8_1x8c16_aarch64_dotprod"},
    {Isa::kAarch64Dotprod, Core::kAny, dense(kUnproven), "dense_s8_1x8c16_aarch64_dotprod"},
    {Isa::kAarch64Neon, Core::kAny, dense(kProven), "dense_s8_1x8c16_aarch64_neon_pair"},
    {Isa::kAarch64Neon, Core::kInOrder, dense(kUnproven), "dense_s8_1x8c16_aarch64_neon_safe"},
    {Isa::kAarch64Neon, Core::kInOrder, winograd(), "winograd_s8_6x16_aarch64_neon_asm_inorder"},
    {Isa::kAarch64Neon, Core::kAny, winograd(), ""},
    {Isa::kAarch64Dotprod, Core::kAny, winograd(), ""},
    {Isa::kAarch64I8mm, Core::kAny, winograd(), ""},
#elif defined(__arm__)
    {Isa::kArmv7Neon, Core::kAny, winograd(), ""},
    {Isa::kArmv8Dotprod, Core::kAny, gemm(kProven, 256), "gemm_s8_4x8c4_armv8_dotprod_asm"},
    {Isa::kArmv8Dotprod, Core::kAny, gemm(kUnproven, 1), "gemm_s8_4x8c4_armv8_dotprod_asm"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kProven, 256), "gemm_s8_2x4c16_armv7_neon_pair_asm"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kProven, 48), "gemm_s8_4x8c1_armv7_neon_lane"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kUnproven, 1), "gemm_s8_4x8c1_armv7_neon_lane"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kProven, 49), "gemm_s8_2x4c16_armv7_neon_pair_asm"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kUnproven, 256), "gemm_s8_2x4c16_armv7_neon_safe"},
    {Isa::kArmv8Dotprod, Core::kAny, gemm(kProven, 320, 20), "gemm_s8_4x8c4_armv8_dotprod_sparse_asm"},
    {Isa::kArmv8Dotprod, Core::kAny, gemm(kProven, 320, 10), "gemm_s8_4x8c4_armv8_dotprod_asm"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kProven, 320, 20), "gemm_s8_2x4c16_armv7_neon_pair_sparse_asm"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kProven, 320, 10), "gemm_s8_2x4c16_armv7_neon_pair_asm"},
    {Isa::kArmv7Neon, Core::kAny, gemm(kUnproven, 320, 20), "gemm_s8_2x4c16_armv7_neon_safe_sparse"},
    {Isa::kArmv8Dotprod, Core::kAny, depthwise(kProven, 9), "depthwise_s8_1x16_armv7_neon_pair"},
    {Isa::kArmv7Neon, Core::kAny, depthwise(kProven, 25), "depthwise_s8_1x16_armv7_neon_pair"},
    {Isa::kArmv7Neon, Core::kAny, depthwise(kUnproven, 9), "depthwise_s8_1x16_armv7_neon_safe"},
    {Isa::kArmv8Dotprod, Core::kAny, dense(kProven), "dense_s8_1x8c16_armv7_neon_pair"},
    {Isa::kArmv7Neon, Core::kAny, dense(kUnproven), "dense_s8_1x8c16_armv7_neon_safe"},
#elif defined(__x86_64__)
    {Isa::kX86Avx2, Core::kAny, winograd(), ""},
    {Isa::kX86Avx2, Core::kAny, gemm(kProven, 256), "gemm_s8_2x4c16_x86_64_avx2_pair"},
    {Isa::kX86Avx2, Core::kAny, gemm(kProven, 1), "gemm_s8_2x4c16_x86_64_avx2_pair"},
    {Isa::kX86Avx2, Core::kAny, gemm(kUnproven, 256), "gemm_s8_2x4c16_x86_64_avx2_safe"},
    {Isa::kX86Avx2, Core::kAny, gemm(kProven, 320, 20), "gemm_s8_2x4c16_x86_64_avx2_pair_sparse"},
    {Isa::kX86Avx2, Core::kAny, gemm(kProven, 320, 10), "gemm_s8_2x4c16_x86_64_avx2_pair"},
    {Isa::kX86Avx2, Core::kAny, gemm(kUnproven, 320, 20), "gemm_s8_2x4c16_x86_64_avx2_safe_sparse"},
    {Isa::kX86Avx2, Core::kAny, depthwise(kProven, 9), "depthwise_s8_1x16_9taps_x86_64_avx2_pair"},
    {Isa::kX86Avx2, Core::kAny, depthwise(kUnproven, 9), "depthwise_s8_2x16_x86_64_avx2_safe"},
    {Isa::kX86Avx2, Core::kAny, depthwise(kProven, 25), "depthwise_s8_2x16_x86_64_avx2_pair"},
    {Isa::kX86Avx2, Core::kAny, dense(kUnproven), "dense_s8_1x8c16_x86_64_avx2"},
#endif
    {Isa::kGeneric, Core::kAny, gemm(kProven, 256), "gemm_s8_4x4c4_generic"},
    {Isa::kGeneric, Core::kAny, gemm(kProven, 320, 90), "gemm_s8_4x4c4_generic"},
    {Isa::kGeneric, Core::kInOrder, gemm(kUnproven, 1), "gemm_s8_4x4c4_generic"},
    {Isa::kGeneric, Core::kAny, depthwise(kProven, 9), "depthwise_s8_1x16_generic"},
    {Isa::kGeneric, Core::kAny, dense(kProven), "dense_s8_1x8c16_generic"},
};

TEST(Dispatch, ChoosesTheRowForEveryCoreAndWork) {
  for (const Choice& choice : kChoices) {
    const Wanted& wanted = choice.wanted;
    EXPECT_EQ(choice.row, wanted.chosen(wanted, choice.isa, choice.core))
        << isa_name(choice.isa) << (choice.core == Core::kInOrder ? " in order" : "")
        << (wanted.proven ? " proven" : " unproven") << " depth " << wanted.depth << " zeros " << wanted.zeros
        << " taps " << wanted.taps;
  }
}

#if defined(__aarch64__) || defined(__arm__)

/** What an emulated core is, by the names of qemu. */
struct EmulatedCore {
  const char* cpu;
  const char* isa;
  Core core;
  const char* gemm_row;
};

constexpr EmulatedCore kEmulatedCores[] = {
#if defined(__aarch64__)
    {"cortex-a53", "aarch64-neon", Core::kInOrder, "gemm_s8_6x16c1_aarch64_neon_lane_asm_inorder"},
    {"cortex-a57", "aarch64-neon", Core::kAny, "gemm_s8_4x4c16_aarch64_neon_pair_asm"},
    {"cortex-a72", "aarch64-neon", Core::kAny, "gemm_s8_4x4c16_aarch64_neon_pair_asm"},
    {"cortex-a76", "aarch64-dotprod", Core::kAny, "gemm_s8_6x16c4_aarch64_dotprod_asm"},
    {"neoverse-n1", "aarch64-dotprod", Core::kAny, "gemm_s8_6x16c4_aarch64_dotprod_asm"},
    {"max", "aarch64-i8mm", Core::kAny, "gemm_s8_6x16c8_aarch64_i8mm_asm"},
#else
    {"cortex-a7", "armv7-neon", Core::kAny, "gemm_s8_4x8c1_armv7_neon_lane"},
    {"cortex-a9", "armv7-neon", Core::kAny, "gemm_s8_4x8c1_armv7_neon_lane"},
    {"cortex-a15", "armv7-neon", Core::kAny, "gemm_s8_4x8c1_armv7_neon_lane"},
    {"max", "armv8-dotprod", Core::kAny, "gemm_s8_4x8c4_armv8_dotprod_asm"},
#endif
};

std::string environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? "" : value;
}

// Under qemu, whose cores have names. A product of 27 bytes tells cores in order from others.
TEST(Dispatch, KnowsTheEmulatedCore) {
  const std::string cpu = environment("QEMU_CPU");
  if (cpu.empty()) return;
  for (const EmulatedCore& expected : kEmulatedCores) {
    if (cpu != expected.cpu) continue;
#if defined(__arm__)
    if (cpu == "max" && environment("LANEWISE_CPU_ISA").empty()) return;  // has dot product and does not announce it
#endif
    EXPECT_STREQ(expected.isa, lanewise_cpu_isa());
    EXPECT_STREQ(expected.isa, lanewise_isa());
    EXPECT_EQ(expected.core, current_core());
    const std::vector<int8_t> weights(27, 1);
    EXPECT_STREQ(expected.gemm_row, select_microkernel(kGemmS8Table, {kProven, {weights.data(), 1, 1, 1, 27}})->name);
    return;
  }
  FAIL() << "no line for QEMU_CPU=" << cpu;
}

#endif

struct Chip {
  const char* file;
  bool has_dot_product;
};

TEST(DotProductCores, AreKnownByCpuinfo) {
  for (const Chip& chip : {Chip{"raspberry-pi-2", false}, {"raspberry-pi-3", false}, {"raspberry-pi-4", false},
                           {"raspberry-pi-5", true}, {"rk3588", true}, {"s905x3", false}, {"exynos-9810", false},
                           {"snapdragon-845", false}, {"x86_64", false}, {"no such file", false}}) {
    const std::string path = std::string(LANEWISE_TEST_CPUINFO) + "/" + chip.file + ".txt";
    EXPECT_EQ(chip.has_dot_product, cores_have_dot_product(path.c_str())) << chip.file;
  }
  EXPECT_FALSE(cores_have_dot_product("/dev/null"));
}

}  // namespace
}  // namespace lanewise::testing
