// SPDX-License-Identifier: Apache-2.0
// Compiled with -march=armv8.2-a+dotprod (native/CMakeLists.txt).
#if defined(__aarch64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_dot_c4_6x16_aarch64.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_6x16c4_aarch64_dotprod_asm(const GemmS8Call& call) {
  gemm_s8_panels<DotC4Assembly<false>, 6, Zeros::kAsCalled>(call);
}
void gemm_s8_6x16c4_aarch64_dotprod_asm_inorder(const GemmS8Call& call) {
  gemm_s8_panels<DotC4Assembly<true>, 6, Zeros::kAsCalled>(call);
}
// The same code: the call says what differs.
void gemm_s8_6x16c4_aarch64_dotprod_sparse_asm(const GemmS8Call& call) { gemm_s8_6x16c4_aarch64_dotprod_asm(call); }
void gemm_s8_6x16c4_aarch64_dotprod_sparse_asm_inorder(const GemmS8Call& call) {
  gemm_s8_6x16c4_aarch64_dotprod_asm_inorder(call);
}
void gemm_s8_4x16c4_aarch64_dotprod(const GemmS8Call& call) { gemm_s8_panels<DotC4<16>, 4>(call); }

}  // namespace lanewise
#endif
