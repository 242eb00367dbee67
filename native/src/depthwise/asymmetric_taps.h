// SPDX-License-Identifier: Apache-2.0
// Depthwise weights with zero points as weights without. Less its zero point a weight has 9 bits: a tap with one beyond
// 127 becomes two or three taps of the same cell, among which its weights are shared out. Few weights of a layer are
// that far from 0, as a rule, and no kernel needs to know. No weight is -128 after that.
#ifndef LANEWISE_DEPTHWISE_ASYMMETRIC_TAPS_H_
#define LANEWISE_DEPTHWISE_ASYMMETRIC_TAPS_H_

#include <cstddef>
#include <cstdint>

namespace lanewise {

class AsymmetricTaps {
 public:
  /** Of weights [cells][channels]. Holds no copy of its arguments. */
  AsymmetricTaps(const int8_t* weights, const int32_t* zero_points, size_t cells, size_t channels)
      : weights_(weights), zero_points_(zero_points), cells_(cells), channels_(channels) {}

  /** How many taps there are instead of `cells`: at most 3 times as many. */
  size_t count() const;

  /** The cell of the window that each tap reads, and weights [count][channels]. */
  void share_out(size_t* cells, int8_t* weights) const;

 private:
  size_t count_of(size_t cell) const;
  int32_t weight(size_t cell, size_t channel) const;

  const int8_t* weights_;
  const int32_t* zero_points_;
  size_t cells_, channels_;
};

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_ASYMMETRIC_TAPS_H_
