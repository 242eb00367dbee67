// SPDX-License-Identifier: Apache-2.0
// Which row of a table an index means. Indices are known only when an operator runs: it looks at all of them before.
#ifndef LANEWISE_MOVEMENT_ROW_INDEX_H_
#define LANEWISE_MOVEMENT_ROW_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "lanewise.h"

namespace lanewise {

/** An index has a number for each of `rank` dimensions of a table of `rows` rows. */
struct RowIndex {
  size_t rank, rows;
  size_t number_bytes;  // 2, 4 or 8
  int64_t sizes[LANEWISE_MAX_RANK];

  /** The number at a position of an array, which need not be aligned. */
  int64_t number(const uint8_t* indices, size_t position) const {
    const uint8_t* from = indices + position * number_bytes;
    return number_bytes == 4 ? load<int32_t>(from) : number_bytes == 8 ? load<int64_t>(from) : load<int16_t>(from);
  }

  /** Whether each of so many indices means a row. */
  bool all_fit(const uint8_t* indices, size_t count) const {
    for (size_t i = 0; i < count; i++) {
      for (size_t d = 0; d < rank; d++) {
        const int64_t at = number(indices, i * rank + d);
        if (at < 0 || at >= sizes[d]) return false;
      }
    }
    return true;
  }

  /** The row that an index means, which fits. */
  size_t row(const uint8_t* indices, size_t index) const {
    int64_t row = 0;
    for (size_t d = 0; d < rank; d++) row = row * sizes[d] + number(indices, index * rank + d);
    return static_cast<size_t>(row);
  }

 private:
  template <typename T>
  static int64_t load(const uint8_t* from) {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
  }
};

/** Checks the arguments that make a RowIndex; false for a bad one. `rows` may be too many (kTooLarge). */
bool plan_row_index(int32_t rank, const int32_t* sizes, int32_t index_bytes, RowIndex* index);

}  // namespace lanewise

#endif  // LANEWISE_MOVEMENT_ROW_INDEX_H_
