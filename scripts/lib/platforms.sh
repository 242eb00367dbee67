# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# The ARM platforms, and how this workstation runs their programs.

readonly arm_platforms=(linux-arm64 linux-armhf)

# The cores that tests are run as: in-order without and out-of-order with newer instructions, and
# everything qemu knows.
declare -rA platform_cpus=(
  [linux-arm64]="cortex-a53 cortex-a76 max"
  [linux-armhf]="cortex-a7 max"
)
declare -rA platform_qemu=([linux-arm64]=qemu-aarch64 [linux-armhf]=qemu-arm)

readonly cache=${LANEWISE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lanewise}

# platform_jvm PLATFORM: the java launcher of a platform's emulated JVM.
platform_jvm() {
  echo "$cache/jvm/$1/bin/java"
}
