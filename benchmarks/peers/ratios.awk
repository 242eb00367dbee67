# SPDX-License-Identifier: Apache-2.0
#
# A table of lines "model runtime quantity... different-outputs largest-difference": Lanewise's quantities, then for each
# of the other `runtimes` (separated by blanks) its own, Lanewise's divided by them, how many outputs differ and by how
# many steps at most. `divisor` makes the unit.
function show(model, runtime,   i, line) {
  if (!((model, runtime) in different)) return sprintf("%*s", wide, "-")
  for (i = 1; i <= quantities; i++) line = line sprintf("%10.1f", value[model, runtime, i] / divisor)
  if (runtime == "lanewise") return line
  for (i = 1; i <= quantities; i++) line = line sprintf("%6.2f", value[model, "lanewise", i] / value[model, runtime, i])
  return line sprintf("%6d%4d", different[model, runtime], largest[model, runtime])
}

{
  quantities = NF - 4
  wide = 16 * quantities + 10
  if (!($1 in seen)) order[++models] = $1
  seen[$1] = 1
  for (i = 1; i <= quantities; i++) value[$1, $2, i] = $(2 + i)
  different[$1, $2] = $(NF - 1)
  largest[$1, $2] = $NF
}

END {
  others = split(runtimes, other, " ")
  printf "%-32s%*s", "", 10 * quantities, "lanewise"
  for (r = 1; r <= others; r++) printf "%*s", wide, other[r]
  print ""
  for (n = 1; n <= models; n++) {
    printf "%-32s%s", order[n], show(order[n], "lanewise")
    for (r = 1; r <= others; r++) printf "%s", show(order[n], other[r])
    print ""
  }
}
