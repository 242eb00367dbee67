# SPDX-License-Identifier: Apache-2.0
#
# 32-bit ARM Linux with the hard-float calling convention: ARMv7-A with NEON (Cortex-A7, -A8, -A9,
# ...) and 64-bit cores with a 32-bit userland.

set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(LANEWISE_TRIPLE arm-linux-gnueabihf)
set(LANEWISE_QEMU qemu-arm)

# Debian's compiler assumes no NEON. VFPv3: Cortex-A8 and -A9 have no fused multiply-add.
set(CMAKE_C_FLAGS_INIT "-march=armv7-a -mfpu=neon -mfloat-abi=hard")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")

include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
