# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Debian's own arm64 and armhf JVMs, unpacked into a private folder and run by qemu-user:
#
#   CACHE/jvm/linux-arm64/root/       the unpacked packages
#                         bin/java    the launcher: what Surefire's <jvm> and people call
#                         packages    what it was made of; there only when everything else is
#
# Needs arm-packages.sh.

readonly jvm_packages=(openjdk-17-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g)
readonly jvm_recipe="recipe 2" # counted up when this file makes something else of the same packages

# make_jvm PLATFORM: makes it beside its place and moves it there when it is known to run.
make_jvm() {
  local platform=$1 arch=${1#linux-} home=$cache/jvm/$1 new=$cache/jvm/.$1.new
  rm -rf "$new" && mkdir -p "$new/bin" && unpack_packages "$arch" "$new" "${jvm_packages[@]}" &&
    write_launcher "$platform" "$new" "$new" && java_runs "$new" &&
    write_launcher "$platform" "$new" "$home" && { echo "$jvm_recipe" && list_packages "$new"/debs/*.deb; } >"$new/packages" &&
    rm -rf "$new/apt" "$new/debs" "$home" && mv -T "$new" "$home"
}

# write_launcher PLATFORM DIR HOME: DIR/bin/java, for a JVM that lives in HOME. Emulated, what the
# optimizing compiler gains is less than what it costs, and a large heap may find no place in the
# 32-bit address space. Options that follow can say otherwise.
write_launcher() {
  local platform=$1 dir=$2 home=$3 java
  java=usr/lib/jvm/java-17-openjdk-${platform#linux-}/bin/java
  cat >"$dir/bin/java" <<EOF
#!/bin/sh
exec ${platform_qemu[$platform]} -L '$home/root' '$home/root/$java' \\
  -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m "\$@"
EOF
  chmod +x "$dir/bin/java"
}

java_runs() {
  env -u QEMU_CPU "$1/bin/java" -version
}

jvm_is_good() {
  local home=$cache/jvm/$1
  [[ -f $home/packages && $(head -n 1 "$home/packages") == "$jvm_recipe" ]] &&
    java_runs "$home" >/dev/null 2>&1
}

ensure_jvm() {
  local platform=$1
  mkdir -p "$cache/jvm"
  (
    flock 9
    jvm_is_good "$platform" || step "jvm-$platform" make_jvm "$platform" ||
      die "no emulated JVM for $platform"
    say "jvm-$platform: $(sed -n 's/^openjdk[^ ]* //p' "$cache/jvm/$platform/packages")"
  ) 9>"$cache/jvm/.$platform.lock"
}
