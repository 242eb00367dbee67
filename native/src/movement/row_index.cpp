// SPDX-License-Identifier: Apache-2.0
#include "movement/row_index.h"

#include "operator/operator.h"

namespace lanewise {

bool plan_row_index(int32_t rank, const int32_t* sizes, int32_t index_bytes, RowIndex* index) {
  if (rank < 1 || rank > LANEWISE_MAX_RANK || sizes == nullptr) return false;
  if (index_bytes != 2 && index_bytes != 4 && index_bytes != 8) return false;
  index->rank = static_cast<size_t>(rank);
  index->number_bytes = static_cast<size_t>(index_bytes);
  index->rows = 1;
  for (int32_t d = 0; d < rank; d++) {
    if (sizes[d] < 1) return false;
    index->sizes[d] = sizes[d];
    index->rows = checked_product(index->rows, sizes[d]);
  }
  return true;
}

}  // namespace lanewise
