// SPDX-License-Identifier: Apache-2.0
#include "microkernels/microkernels.h"

#include "lanewise.h"

namespace lanewise {

const Microkernel kMicrokernels[] = {
#define LANEWISE_GEMM_S8(name, isa, core, mr, nr, kr, tail, needs_proof) \
  {#name, Isa::isa, Core::core, mr, nr, kr, tail, 0, needs_proof, name, nullptr, nullptr},
#define LANEWISE_DEPTHWISE_S8(name, isa, mr, nr, taps, needs_proof) \
  {#name, Isa::isa, Core::kAny, mr, nr, 1, 1, taps, needs_proof, nullptr, name, nullptr},
#define LANEWISE_DENSE_S8(name, isa, needs_proof) \
  {#name, Isa::isa, Core::kAny, 1, kDenseNr, kDenseStep, kDenseStep, 0, needs_proof, nullptr, nullptr, name},
#include "microkernels/microkernels.inc"
#undef LANEWISE_GEMM_S8
#undef LANEWISE_DEPTHWISE_S8
#undef LANEWISE_DENSE_S8
};

const int kMicrokernelCount = static_cast<int>(sizeof kMicrokernels / sizeof kMicrokernels[0]);

static bool is_of(Family family, const Microkernel& row) {
  switch (family) {
    case Family::kGemmS8: return row.gemm_s8 != nullptr;
    case Family::kDepthwiseS8: return row.depthwise_s8 != nullptr;
    case Family::kDenseS8: return row.dense_s8 != nullptr;
  }
  return false;
}

const Microkernel* select_microkernel(Family family, bool proven, size_t taps) {
  return select_microkernel(family, usable_isa(), current_core(), proven, taps);
}

const Microkernel* select_microkernel(Family family, Isa isa, Core core, bool proven, size_t taps) {
  const Microkernel* fallback = nullptr;
  for (const Microkernel& row : kMicrokernels) {
    if (!is_of(family, row)) continue;
    if (row.isa <= isa && (row.core == Core::kAny || row.core == core) && (proven || !row.needs_proof) &&
        (row.taps == 0 || row.taps == taps)) {
      return &row;
    }
    fallback = &row;  // ends as the generic row, the last of its family
  }
  return fallback;
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
