// SPDX-License-Identifier: Apache-2.0
// The ARM kernels through SIMDe, compiled with -mavx2 -mfma (native/CMakeLists.txt): to test them, never chosen.
#if defined(__x86_64__)
#include "winograd/microkernels/multiply_neon.h"
#include "winograd/microkernels/transform_input_neon.h"
#include "winograd/microkernels/transform_output_neon.h"
#include "winograd/winograd_s8.h"

namespace lanewise {
namespace {

void transform_input(const WinogradS8Call& call) { winograd_transform_input(call); }
void transform_output(const WinogradS8Call& call) { winograd_transform_output(call); }
void multiply(const WinogradS8Call& call) { winograd_multiply<WinogradLanes, 4>(call); }

}  // namespace

const WinogradS8Functions winograd_s8_4x16_x86_64_avx2 = {transform_input, multiply, transform_output};

}  // namespace lanewise
#endif
