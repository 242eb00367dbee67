# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# The Debian packages that builds and tests need, and their installation where that is allowed.

readonly build_packages=(
  g++ cmake ninja-build libsimde-dev libgtest-dev libbenchmark-dev flatbuffers-compiler
  g++-aarch64-linux-gnu g++-arm-linux-gnueabihf qemu-user
)

# missing_packages MORE...: prints those that are missing. A JDK, Maven and git may come from elsewhere: only the
# command counts.
missing_packages() {
  local package
  for package in "${build_packages[@]}" "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>&1) == installed ]] || echo "$package"
  done
  command -v javac >/dev/null || echo openjdk-17-jdk-headless
  command -v mvn >/dev/null || echo maven
  command -v git >/dev/null || echo git
}

# Without recommended packages: qemu's would register it as the host's interpreter of ARM programs.
install_packages() {
  local as_root=()
  ((EUID == 0)) || as_root=(sudo)
  "${as_root[@]}" apt-get update -q &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

may_install_packages() {
  ((EUID == 0)) && return
  command -v sudo >/dev/null || return
  # Asks for the password here, where it can be seen; without a terminal sudo has to do without.
  if [[ -t 0 ]]; then sudo -v; else sudo -n true 2>/dev/null; fi
}

# ensure_packages MORE...: what a build needs, and more.
ensure_packages() {
  command -v apt-get >/dev/null || die "this set-up is for Debian 12: no apt-get found"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || { say "packages: all there"; return; }
  local by_hand="install them as root, then run this again:
apt-get install --no-install-recommends ${missing[*]}"
  may_install_packages || die "packages are missing; $by_hand"
  say "packages: installing ${missing[*]}"
  step packages install_packages "${missing[@]}" || die "packages are missing; $by_hand"
}
