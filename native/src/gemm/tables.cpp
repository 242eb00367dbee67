// SPDX-License-Identifier: Apache-2.0
#include "gemm/gemm_f32.h"
#include "gemm/gemm_s16.h"
#include "gemm/gemm_s8.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_ROW

constexpr Microkernels<GemmS8Row> kGemmS8Table = {
#include "gemm/gemm_s8.inc"
};

constexpr Microkernels<GemmF32Row> kGemmF32Table = {
#include "gemm/gemm_f32.inc"
};

constexpr Microkernels<GemmS16Row> kGemmS16Table = {
#include "gemm/gemm_s16.inc"
};

constexpr Microkernels<GemmDynamicF32Row> kGemmDynamicF32Table = {
#include "gemm/gemm_dynamic_f32.inc"
};

}  // namespace lanewise
