// SPDX-License-Identifier: Apache-2.0
// Compiled with -march=armv8.2-a+i8mm (native/CMakeLists.txt).
#if defined(__aarch64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_matmul_c8_6x16_aarch64.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_6x16c8_aarch64_i8mm_asm(const GemmS8Call& call) {
  gemm_s8_panels<MatmulC8Assembly, 6, Zeros::kAsCalled>(call);
}
// The same code: the call says what differs.
void gemm_s8_6x16c8_aarch64_i8mm_sparse_asm(const GemmS8Call& call) { gemm_s8_6x16c8_aarch64_i8mm_asm(call); }
void gemm_s8_4x16c8_aarch64_i8mm(const GemmS8Call& call) { gemm_s8_panels<MatmulC8, 4>(call); }

}  // namespace lanewise
#endif
