# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Debian's Google Benchmark for arm64 and armhf, which the cross compilers lack:
#
#   CACHE/benchmark/linux-arm64/root/      the unpacked packages: LANEWISE_BENCHMARK_ROOT of CMake
#                               packages   what it was made of; there only when everything else is
#
# Needs arm-packages.sh.

readonly benchmark_packages=(libbenchmark-dev libbenchmark1debian)

# make_benchmark PLATFORM: makes it beside its place and moves it there.
make_benchmark() {
  local home=$cache/benchmark/$1 new=$cache/benchmark/.$1.new
  rm -rf "$new" && mkdir -p "$new" && unpack_packages "${1#linux-}" "$new" "${benchmark_packages[@]}" &&
    list_packages "$new"/debs/*.deb >"$new/packages" &&
    rm -rf "$new/apt" "$new/debs" "$home" && mv -T "$new" "$home"
}

ensure_benchmark() {
  mkdir -p "$cache/benchmark"
  (
    flock 9
    [[ -f $cache/benchmark/$1/packages ]] || step "benchmark-$1" make_benchmark "$1" ||
      die "no Google Benchmark for $1"
    say "benchmark-$1: $(sed -n 's/^libbenchmark-dev //p' "$cache/benchmark/$1/packages")"
  ) 9>"$cache/benchmark/.$1.lock"
}
