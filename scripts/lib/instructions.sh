# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Which instructions beyond its platform's baseline a native library has, and where they come from.
#
# A shipped library is stripped, so an instruction in it cannot be traced to its source file. The
# static library it was linked from still has one object per source file. Hence two counts that have
# to agree: such instructions occur there only in objects of microkernels written for them, and in
# the shipped library exactly as often. One more anywhere (in the binding's code, in what the
# compiler's own libraries add) shows.

# Mnemonics outside the baseline, as extended regular expressions.
# x86_64: AVX and later. arm64: ARMv8.1 atomics and multiply-add, dot product, matrix multiply, bf16.
# armhf: ARMv8 and what only some ARMv7 cores have: fused multiply-add, divide; the removed swp.
declare -rA newer_instructions=(
  [linux-x86_64]='v[a-z].*'
  [linux-arm64]='(ld|st)(add|clr|eor|set|smax|smin|umax|umin)(a|l|al)?[bh]?|swp(a|l|al)?[bh]?|casp?(a|l|al)?[bh]?|sqrdml[as]h|[us]dot|usdot|sudot|[us]mmla|usmmla|bf(dot|mmla|mlal[bt])'
  [linux-armhf]='v?(fma|fms|fnma|fnms)(eq|ne|cs|cc|mi|pl|hi|ls|ge|lt|gt|le)?|[su]div.*|swpb?.*|lda(b|h|ex.*)?|stl(b|h|ex.*)?|crc32.*|v[us]dot|vusdot|vsudot|v[us]mmla|vusmmla|vrint.*|vcvt[anpm]|vmaxnm|vminnm|vsel.*|vqrdml[as]h'
)

# Objects that may have them: microkernels chosen at run time, known by the name of their file.
readonly newer_objects='_(avx2|dotprod|i8mm)[.]cpp'

# newer_instructions_in PLATFORM FILE: lines "object mnemonic"; FILE is an archive of objects or a
# linked library.
newer_instructions_in() {
  local platform=$1 file=$2 options=(-d)
  [[ $file == *.a ]] || options+=(-j .text)
  "${platform_tools[$platform]}objdump" "${options[@]}" "$file" |
    awk -F'\t' -v newer="^(${newer_instructions[$platform]})([.][a-z0-9.]+)?\$" '
      / file format / { object = $1; sub(/: .*/, "", object) }
      { split($3, word, " "); if (word[1] ~ newer) print object, word[1] }'
}

# A weak function compiled for a newer CPU may replace its baseline twin at link time.
weak_functions_for_newer_cpus() {
  "${platform_tools[$1]}nm" -A "$2" 2>/dev/null |
    awk -F: -v newer="$newer_objects" '$2 ~ newer && $3 ~ / [WVu] / { print $2 ": " $3 }'
}

# check_instructions PLATFORM LIBRARY ARCHIVE
check_instructions() {
  local platform=$1 library=$2 archive=$3 in_archive in_library line
  in_archive=$(newer_instructions_in "$platform" "$archive")
  while read -r line; do
    problem "instruction of a newer CPU outside a microkernel for it: $line"
  done < <(awk -v newer="$newer_objects" 'NF && $1 !~ newer' <<<"$in_archive" | sort | uniq -c)
  while read -r line; do
    problem "weak function compiled for a newer CPU: $line"
  done < <(weak_functions_for_newer_cpus "$platform" "$archive")
  # A stripped 32-bit library does not say which words are code and which are constants between the functions. There the
  # attributes, which the linker merges from all objects, show what the library was compiled for (checked by the caller).
  [[ $platform != linux-armhf ]] || return 0
  in_archive=$(count_mnemonics <<<"$in_archive")
  in_library=$(newer_instructions_in "$platform" "$library" | count_mnemonics)
  echo "  instructions of newer CPUs: ${in_library:-none}"
  [[ $in_library == "$in_archive" ]] ||
    problem "has other instructions of newer CPUs than ${archive##*/}, which has ${in_archive:-none}"
}

count_mnemonics() {
  awk 'NF { count[$2]++ } END { for (name in count) print count[name], name }' | sort -k 2 | paste -sd ,
}
