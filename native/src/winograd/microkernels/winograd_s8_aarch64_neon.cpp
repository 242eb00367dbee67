// SPDX-License-Identifier: Apache-2.0
#if defined(__aarch64__)
#include "winograd/microkernels/multiply_6x16_aarch64.h"
#include "winograd/microkernels/transform_input_neon.h"
#include "winograd/microkernels/transform_output_neon.h"
#include "winograd/winograd_s8.h"

namespace lanewise {
namespace {

void transform_input(const WinogradS8Call& call) { winograd_transform_input(call); }
void transform_output(const WinogradS8Call& call) { winograd_transform_output(call); }
void multiply_assembly(const WinogradS8Call& call) {
  winograd_multiply<WinogradLanesAssembly, 6>(call);
}
void multiply(const WinogradS8Call& call) { winograd_multiply<WinogradLanes, 4>(call); }

}  // namespace

const WinogradS8Functions winograd_s8_6x16_aarch64_neon_asm_inorder = {transform_input, multiply_assembly,
                                                                       transform_output};
const WinogradS8Functions winograd_s8_4x16_aarch64_neon = {transform_input, multiply, transform_output};

}  // namespace lanewise
#endif
