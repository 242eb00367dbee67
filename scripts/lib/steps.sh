# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Steps with visible progress: one line when a step starts, one when it ends, its output in a log.
# Sourced by the scripts beside this folder, after they changed to the top of the clone.

readonly logs=$PWD/build/logs
mkdir -p "$logs"

# One clock for a command and the commands it calls.
export LANEWISE_STARTED=${LANEWISE_STARTED:-$EPOCHSECONDS}

# say TEXT...: one line of progress, with the seconds since the first command started.
say() {
  printf '[%4d s] %s\n' $((EPOCHSECONDS - LANEWISE_STARTED)) "$*"
}

# die TEXT...: the reason on stderr, and the end.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# step NAME COMMAND...: runs the command, its output in build/logs/NAME.log, and returns its status.
# A function given as COMMAND joins its commands with &&: errexit does not reach into it.
step() {
  local name=$1 start=$EPOCHSECONDS status=0
  shift
  say "$name ..."
  "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
  if ((status == 0)); then
    say "$name: ok, $((EPOCHSECONDS - start)) s"
  else
    say "$name: FAILED with status $status; from build/logs/$name.log:"
    { grep -niE -m 20 'error|failed' "$logs/$name.log"; echo ...; tail -n 25 "$logs/$name.log"; } | sed 's/^/    /'
  fi
  return "$status"
}
