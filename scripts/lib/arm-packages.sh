# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Debian's packages for other architectures, unpacked into a private folder. apt works on a private
# state, so the host's architectures and package lists stay as they are; it uses the host's sources
# and keys, and checks signatures.

# apt_for ARCH STATE ARGUMENT...: apt-get as if this were a machine of that architecture.
apt_for() {
  local arch=$1 state=$2
  shift 2
  apt-get -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
    -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

# download_packages ARCH DIR PACKAGE...: their .deb files into DIR/debs.
download_packages() {
  local arch=$1 dir=$2
  shift 2
  mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" "$dir/debs" &&
    : >"$dir/apt/status" || return
  # One source out of several may be out of reach; whether that matters shows in the download.
  apt_for "$arch" "$dir/apt" update || true
  (cd "$dir/debs" && apt_for "$arch" "$dir/apt" download "$@") || {
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

# unpack_packages ARCH DIR PACKAGE...: their files into DIR/root; the .deb files stay in DIR/debs.
unpack_packages() {
  local dir=$2 deb
  mkdir -p "$dir/root" && download_packages "$@" || return
  for deb in "$dir"/debs/*.deb; do
    dpkg-deb -x "$deb" "$dir/root" || return
  done
  make_links_relative "$dir/root"
}

# list_packages FILE...: name, version and architecture of .deb files.
list_packages() {
  local deb
  for deb; do
    # shellcheck disable=SC2016 # dpkg-deb's variables
    dpkg-deb -W --showformat '${Package} ${Version} ${Architecture}\n' "$deb" || return
  done
}
