# SPDX-License-Identifier: Apache-2.0
#
# 64-bit ARM Linux, every ARMv8-A core. Newer instructions are a matter of single source files.

set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(LANEWISE_TRIPLE aarch64-linux-gnu)
set(LANEWISE_QEMU qemu-aarch64)

# Otherwise an atomic operation pulls in libgcc's helpers, which contain ARMv8.1 instructions.
set(CMAKE_C_FLAGS_INIT "-march=armv8-a -mno-outline-atomics")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")

include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
