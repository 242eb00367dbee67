# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Debian's own arm64 and armhf JVMs, unpacked into a private folder and run by qemu-user:
#
#   CACHE/jvm/linux-arm64/root/       the unpacked packages
#                         bin/java    the launcher: what Surefire's <jvm> and people call
#                         packages    what it was made of; there only when everything else is
#
# apt works on a private state, so the host's architectures and package lists stay as they are; it
# uses the host's sources and keys, and checks signatures.

readonly jvm_packages=(openjdk-17-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g)
readonly jvm_recipe="recipe 2" # counted up when this file makes something else of the same packages

# apt_for ARCH STATE ARGUMENT...: apt-get as if this were a machine of that architecture.
apt_for() {
  local arch=$1 state=$2
  shift 2
  apt-get -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
    -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

# download_packages ARCH DIR: the .deb files of the JVM into DIR.
download_packages() {
  local arch=$1 dir=$2
  mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" "$dir/debs" &&
    : >"$dir/apt/status" || return
  # One source out of several may be out of reach; whether that matters shows in the download.
  apt_for "$arch" "$dir/apt" update || true
  (cd "$dir/debs" && apt_for "$arch" "$dir/apt" download "${jvm_packages[@]}") || {
    echo "The apt sources of this machine must offer Debian 12 for $arch:"
    echo "an [arch=...] option or an Architectures: line there that leaves it out is one cause."
    return 1
  }
}

# Absolute links (the JVM's conf/ into /etc) would lead out of the root into the host's files.
make_links_relative() {
  local root=$1 link
  while IFS= read -r -d '' link; do
    ln -sfnr "$root$(readlink "$link")" "$link" || return
  done < <(find "$root" -type l -lname '/*' -print0)
}

# make_jvm PLATFORM: makes it beside its place and moves it there when it is known to run.
make_jvm() {
  local platform=$1 arch=${1#linux-} home=$cache/jvm/$1 new=$cache/jvm/.$1.new deb
  rm -rf "$new" && mkdir -p "$new/root" "$new/bin" && download_packages "$arch" "$new" || return
  for deb in "$new"/debs/*.deb; do
    dpkg-deb -x "$deb" "$new/root" || return
  done
  make_links_relative "$new/root" &&
    write_launcher "$platform" "$new" "$new" && java_runs "$new" &&
    write_launcher "$platform" "$new" "$home" && list_packages "$new"/debs/*.deb >"$new/packages" &&
    rm -rf "$new/apt" "$new/debs" "$home" && mv -T "$new" "$home"
}

list_packages() {
  local deb
  echo "$jvm_recipe"
  for deb; do
    # shellcheck disable=SC2016 # dpkg-deb's variables
    dpkg-deb -W --showformat '${Package} ${Version} ${Architecture}\n' "$deb" || return
  done
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
