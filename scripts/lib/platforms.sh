# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the scripts that source this
#
# What differs from platform to platform.

readonly platforms=(linux-x86_64 linux-arm64 linux-armhf)
readonly arm_platforms=(linux-arm64 linux-armhf)

# Prefix of the GNU tools.
declare -rA platform_tools=(
  [linux-x86_64]=x86_64-linux-gnu-
  [linux-arm64]=aarch64-linux-gnu-
  [linux-armhf]=arm-linux-gnueabihf-
)

# How a workstation runs a board's programs.
declare -rA platform_qemu=([linux-arm64]=qemu-aarch64 [linux-armhf]=qemu-arm)

# The cores that C++ tests are run as: every one whose dispatch or instructions differ.
declare -rA platform_cpus=(
  [linux-arm64]="cortex-a53 cortex-a57 cortex-a72 cortex-a76 neoverse-n1 max"
  [linux-armhf]="cortex-a7 cortex-a9 cortex-a15 max"
)

# Of these, one for every ISA level: what is tested without --all.
declare -rA platform_levels=(
  [linux-arm64]="cortex-a53 cortex-a76 max"
  [linux-armhf]="cortex-a7 max"
)

# Emulated JVMs take minutes each: in order, out of order with newer instructions, everything qemu knows.
declare -rA platform_jvm_cpus=(
  [linux-arm64]="cortex-a53 cortex-a76 max"
  [linux-armhf]="cortex-a7 max"
)

# Of these, the one that is tested without --all.
declare -rA platform_jvm_level=([linux-arm64]=cortex-a76 [linux-armhf]=cortex-a7)

# as_core PLATFORM CPU COMMAND...: the command, whose emulated programs find themselves on that core. qemu's
# 32-bit "max" has dot product and does not announce it, so that one is told.
as_core() {
  local cpu=$2 isa=
  [[ $1-$2 != linux-armhf-max ]] || isa=armv8-dotprod
  shift 2
  QEMU_CPU=$cpu LANEWISE_CPU_ISA=$isa "$@"
}

# Where the emulated JVMs live: outside the clone, shared by all clones.
readonly cache=${LANEWISE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lanewise}

# platform_jvm PLATFORM: the java launcher of a platform's emulated JVM.
platform_jvm() {
  echo "$cache/jvm/$1/bin/java"
}

# benchmark_root PLATFORM: where Google Benchmark is for it; nothing for the system's own.
benchmark_root() {
  [[ -z ${platform_qemu[$1]:-} ]] || echo "$cache/benchmark/$1/root"
}
