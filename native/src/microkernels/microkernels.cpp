// SPDX-License-Identifier: Apache-2.0
#include "microkernels/microkernels.h"

#include "lanewise.h"

namespace lanewise {

const Microkernel kMicrokernels[] = {
#define LANEWISE_GEMM_S8(name, isa, mr, nr, kr, tail, needs_proof) \
  {#name, Isa::isa, mr, nr, kr, tail, 0, needs_proof, name, nullptr},
#define LANEWISE_DEPTHWISE_S8(name, isa, mr, nr, taps, needs_proof) \
  {#name, Isa::isa, mr, nr, 1, 1, taps, needs_proof, nullptr, name},
#include "microkernels/microkernels.inc"
#undef LANEWISE_GEMM_S8
#undef LANEWISE_DEPTHWISE_S8
};

const int kMicrokernelCount = static_cast<int>(sizeof kMicrokernels / sizeof kMicrokernels[0]);

const Microkernel* select_microkernel(Family family, bool proven, size_t taps) {
  Isa usable = usable_isa();
  const Microkernel* fallback = nullptr;
  for (const Microkernel& row : kMicrokernels) {
    bool wanted = family == Family::kGemmS8 ? row.gemm_s8 != nullptr : row.depthwise_s8 != nullptr;
    if (!wanted) continue;
    if (row.isa <= usable && (proven || !row.needs_proof) && (row.taps == 0 || row.taps == taps)) return &row;
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
