// SPDX-License-Identifier: Apache-2.0
// What of int8 weights is left where blocks of them are zero: the steps of K, runs of 16, 8 or 4 bytes, in which some
// column of a panel has a weight other than 0. A step begins at its first such weight, wherever that is, so that these
// are the fewest steps there can be; sums without the others are the same integers.
#ifndef LANEWISE_GEMM_KEPT_STEPS_H_
#define LANEWISE_GEMM_KEPT_STEPS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace lanewise {

/** The weights of a layer, [groups][columns][segments][length]. */
struct WeightsS8 {
  const int8_t* values;
  size_t groups, columns, segments, length;

  size_t depth() const { return segments * length; }
};

/** A step of a panel. */
struct KeptStep {
  size_t segment;
  size_t first;  // byte of the segment; the step ends within it where the segment is as long as a step
  size_t begin;  // the first byte that is not left to the step before
};

/** The first byte from `k` on at which one of the columns, `column_bytes` apart, is not 0; `length` where there is
 *  none. */
inline size_t next_nonzero(const int8_t* columns, size_t count, size_t column_bytes, size_t k, size_t length) {
  for (size_t n = 0; n < count && k < length; n++, columns += column_bytes) {
    length = static_cast<size_t>(
        std::find_if(columns + k, columns + length, [](int8_t weight) { return weight != 0; }) - columns);
  }
  return length;
}

/** Calls visit(KeptStep) for the steps of the panel of `count` columns from `first` on, counted over all groups. A
 *  panel of zeros keeps one step, as kernels do at least one. */
template <typename Visit>
void for_each_kept_step(const WeightsS8& weights, size_t first, size_t count, size_t step_bytes, Visit visit) {
  const size_t last_first = std::max(weights.length, step_bytes) - step_bytes;
  bool none = true;
  for (size_t s = 0; s < weights.segments; s++) {
    const int8_t* columns = weights.values + first * weights.depth() + s * weights.length;
    for (size_t k = 0; (k = next_nonzero(columns, count, weights.depth(), k, weights.length)) < weights.length;) {
      const size_t step = std::min(k, last_first);
      visit(KeptStep{s, step, k});
      none = false;
      k = std::min(step + step_bytes, weights.length);
    }
  }
  if (none) visit(KeptStep{0, 0, 0});
}

/** The steps of one panel. */
size_t count_kept_steps(const WeightsS8& weights, size_t first, size_t count, size_t step_bytes);

/** What panels of NR columns keep. */
struct KeptSteps {
  size_t step_bytes;
  size_t steps;
  size_t percent;  // what they are estimated to cost, of all steps
};

/** By steps of 16, 8 ... `least_bytes`, whichever are cheapest, where a step costs as much as `step_cost` bytes of K
 *  more than it has. */
KeptSteps cheapest_steps(const WeightsS8& weights, size_t nr, size_t least_bytes, size_t step_cost);

}  // namespace lanewise

#endif  // LANEWISE_GEMM_KEPT_STEPS_H_
