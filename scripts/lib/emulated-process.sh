# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Instructions of one inference in a whole Java process on an emulated 64-bit ARM core.
#
# Needs steps.sh and platforms.sh.

readonly work=$PWD/build/emulated

# make_plugin: the instruction counter, for the machine that runs qemu.
make_plugin() {
  mkdir -p "$work"
  gcc -O2 -shared -fPIC -Wall -Werror benchmarks/emulated/block_profile.c -o "$work/block_profile.so"
}

# core_root CORE: prints the JVM's files with a /proc/cpuinfo that names the core, made where they are missing.
# XNNPACK chooses its kernels by it, and ONNX Runtime crashes on a workstation's; with LANEWISE_CPUINFO=none it is the
# workstation's, and XNNPACK takes the kernels for unknown cores.
core_root() {
  local jvm=$cache/jvm/linux-arm64/root root=$work/$1 part features="fp asimd aes pmull sha1 sha2 crc32"
  case $1 in
    cortex-a53) part=0xd03 ;;
    cortex-a76) part=0xd0b features+=" atomics fphp asimdhp asimdrdm lrcpc dcpop asimddp" ;;
    *) die "no core \"$1\"" ;;
  esac
  [[ ${LANEWISE_CPUINFO:-} != none ]] || { echo "$jvm" && return; }
  if [[ ! -d $root ]]; then
    rm -rf "$root.new"
    cp -a "$jvm" "$root.new" && mkdir -p "$root.new/proc"
    printf 'processor\t: 0\nFeatures\t: %s\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: %s\nCPU revision\t: 4\n\n' \
      "$features" "$part" >"$root.new/proc/cpuinfo"
    mv -T "$root.new" "$root"
  fi
  echo "$root"
}

# java_instructions CORE OUTPUT PROFILE JAVA-ARGUMENT...: instructions of a whole run; what it prints goes to OUTPUT, the
# blocks it executed to PROFILE unless that is empty. The JVM interprets, so that it does the same in every run.
java_instructions() {
  local core=$1 output=$2 profile=$3 root
  shift 3
  root=$(core_root "$core")
  qemu-aarch64 -cpu "$core" -plugin "$work/block_profile.so${profile:+,out=$profile}" -L "$root" \
    "$root/usr/lib/jvm/java-17-openjdk-arm64/bin/java" -Xint -XX:+UseSerialGC \
    "-Dorg.bytedeco.javacpp.cachedir=$work/javacpp" "$@" >"$output" 2>"$output.errors" ||
    die "java $* failed: $(<"$output.errors")"
  sed -n 's/^instructions //p' "$output.errors"
}
