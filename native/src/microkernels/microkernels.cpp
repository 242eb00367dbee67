// SPDX-License-Identifier: Apache-2.0
#include "microkernels/microkernels.h"

#include "lanewise.h"

namespace lanewise {

const Microkernel kMicrokernels[] = {
#define LANEWISE_GEMM_S8(name, isa, core, mr, nr, kr, tail, needs_proof) \
  {#name, Isa::isa, Core::core, mr, nr, kr, tail, 1, SIZE_MAX, 0, needs_proof, name, nullptr, nullptr, nullptr},
#define LANEWISE_GEMM_S8_LANE(name, isa, core, mr, nr, most_depth) \
  {#name, Isa::isa, Core::core, mr, nr, 1, 1, 2, most_depth, 0, false, name, nullptr, nullptr, nullptr},
#define LANEWISE_DEPTHWISE_S8(name, isa, core, mr, nr, taps, needs_proof) \
  {#name, Isa::isa, Core::core, mr, nr, 1, 1, 1, SIZE_MAX, taps, needs_proof, nullptr, name, nullptr, nullptr},
#define LANEWISE_DEPTHWISE_S8_DOT(name, isa) \
  {#name, Isa::isa, Core::kAny, 2, 8, 4, 4, 1, SIZE_MAX, 9, false, nullptr, name, nullptr, nullptr},
#define LANEWISE_DENSE_S8(name, isa, needs_proof) \
  {#name, Isa::isa, Core::kAny, 1, kDenseNr, kDenseStep, kDenseStep, 1, SIZE_MAX, 0, needs_proof, nullptr, nullptr, name, nullptr},
#define LANEWISE_WINOGRAD_S8(name, isa, core, mr) \
  {#name, Isa::isa, Core::core, mr, kWinogradNr, 1, 1, 2, SIZE_MAX, 0, false, nullptr, nullptr, nullptr, &name},
#include "microkernels/microkernels.inc"
#undef LANEWISE_GEMM_S8
#undef LANEWISE_GEMM_S8_LANE
#undef LANEWISE_DEPTHWISE_S8
#undef LANEWISE_DEPTHWISE_S8_DOT
#undef LANEWISE_DENSE_S8
#undef LANEWISE_WINOGRAD_S8
};

const int kMicrokernelCount = static_cast<int>(sizeof kMicrokernels / sizeof kMicrokernels[0]);

static bool is_of(Family family, const Microkernel& row) {
  switch (family) {
    case Family::kGemmS8: return row.gemm_s8 != nullptr;
    case Family::kDepthwiseS8: return row.depthwise_s8 != nullptr;
    case Family::kDenseS8: return row.dense_s8 != nullptr;
    case Family::kWinogradS8: return row.winograd_s8 != nullptr;
  }
  return false;
}

bool does(const Microkernel& row, const Work& work) {
  return is_of(work.family, row) && (work.proven || !row.needs_proof) && (row.taps == 0 || row.taps == work.taps) &&
         (row.depthwise_s8 == nullptr || row.kr == 1 || work.slides);
}

static bool is_chosen(const Microkernel& row, const Work& work, Isa isa, Core core) {
  return row.isa <= isa && (row.core == Core::kAny || row.core == core) && work.depth <= row.most_depth && does(row, work);
}

const Microkernel* select_microkernel(const Work& work) { return select_microkernel(work, usable_isa(), current_core()); }

const Microkernel* select_microkernel(const Work& work, Isa isa, Core core) {
  for (const Microkernel& row : kMicrokernels) {
    if (is_chosen(row, work, isa, core)) return &row;
  }
  return nullptr;
}

}  // namespace lanewise

using lanewise::kMicrokernelCount;
using lanewise::kMicrokernels;

int32_t lanewise_microkernel_count(void) { return kMicrokernelCount; }

const char* lanewise_microkernel_name(int32_t row) {
  return row < 0 || row >= kMicrokernelCount ? "" : kMicrokernels[row].name;
}

const char* lanewise_microkernel_isa(int32_t row) {
  return row < 0 || row >= kMicrokernelCount ? "" : lanewise::isa_name(kMicrokernels[row].isa);
}
