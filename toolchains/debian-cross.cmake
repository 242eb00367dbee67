# SPDX-License-Identifier: Apache-2.0
#
# What the cross toolchains share. The including file sets CMAKE_SYSTEM_PROCESSOR, LANEWISE_TRIPLE
# (prefix of the GNU tools, and the folder with the target's libc) and LANEWISE_QEMU.

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_C_COMPILER ${LANEWISE_TRIPLE}-gcc)
set(CMAKE_CXX_COMPILER ${LANEWISE_TRIPLE}-g++)

set(LANEWISE_TARGET_ROOT /usr/${LANEWISE_TRIPLE} CACHE PATH
    "Root with the target's dynamic linker and libc, where qemu finds them")

# Libraries and headers of the workstation never leak into a build for the board; its tools do.
set(CMAKE_FIND_ROOT_PATH ${LANEWISE_TARGET_ROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# ctest runs through qemu. No -cpu here: qemu reads QEMU_CPU, so that one build is tested as several
# cores, as in `QEMU_CPU=cortex-a53 ctest --preset linux-arm64`.
set(CMAKE_CROSSCOMPILING_EMULATOR ${LANEWISE_QEMU} -L ${LANEWISE_TARGET_ROOT})
