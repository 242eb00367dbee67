# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Folders that CMake builds in.

# forget_moved_build FOLDER: CMake refuses a folder that was made for a clone at another place, as it is after a move or a
# copy. Such a folder is removed, and made anew by what follows.
forget_moved_build() {
  local home
  [[ -e $1/CMakeCache.txt ]] || return 0
  home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$1/CMakeCache.txt")
  [[ ! $home -ef $PWD ]] || return 0
  echo "$1 was made for $home and is made anew"
  rm -rf "$1"
}
