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

# How a workstation runs a board's programs, and the cores that tests are run as: in order, out of
# order with newer instructions, and everything qemu knows.
declare -rA platform_qemu=([linux-arm64]=qemu-aarch64 [linux-armhf]=qemu-arm)
declare -rA platform_cpus=(
  [linux-arm64]="cortex-a53 cortex-a76 max"
  [linux-armhf]="cortex-a7 max"
)

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
