// SPDX-License-Identifier: Apache-2.0
#if defined(__aarch64__)
#include "gemm/microkernels/gemm_s8_c16_neon.h"
#include "microkernels/microkernels.h"

namespace lanewise {
namespace {

template <bool kPair>
void gemm_s8_4x4c16(const GemmS8Call& call) {
  switch (call.rows) {
    case 1: return rows_c16<1, kPair>(call);
    case 2: return rows_c16<2, kPair>(call);
    case 3: return rows_c16<3, kPair>(call);
    default: return rows_c16<4, kPair>(call);
  }
}

}  // namespace

void gemm_s8_4x4c16_aarch64_neon_pair(const GemmS8Call& call) { gemm_s8_4x4c16<true>(call); }
void gemm_s8_4x4c16_aarch64_neon_safe(const GemmS8Call& call) { gemm_s8_4x4c16<false>(call); }

}  // namespace lanewise
#endif
