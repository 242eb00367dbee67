// SPDX-License-Identifier: Apache-2.0
#include "winograd/winograd_s8.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_ROW

constexpr Microkernels<WinogradS8Row> kWinogradS8Table = {
#include "winograd/winograd_s8.inc"
};

}  // namespace lanewise
