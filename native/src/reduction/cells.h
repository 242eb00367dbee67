// SPDX-License-Identifier: Apache-2.0
// A rectangle of cells, each with the same channels side by side, that is reduced to one cell: a pooling window inside
// the image, or the reduced dimensions of MEAN.
#ifndef LANEWISE_REDUCTION_CELLS_H_
#define LANEWISE_REDUCTION_CELLS_H_

#include <cstddef>

namespace lanewise {

/** Steps in elements. */
struct Cells {
  size_t rows, columns;
  size_t row_step, column_step;
};

/** Covers `channels` with vectors of kLanes, the last of which overlaps its neighbour; fewer channels one by one. */
template <size_t kLanes, typename Vector, typename Scalar>
inline void for_each_channel(size_t channels, Vector vector, Scalar scalar) {
  if (channels < kLanes) {
    for (size_t c = 0; c < channels; c++) scalar(c);
    return;
  }
  for (size_t c = 0; c + kLanes <= channels; c += kLanes) vector(c);
  if (channels % kLanes != 0) vector(channels - kLanes);
}

/** How channels are split into blocks for threads: the last block has up to twice as many as the others, so that none
 *  is too small for vectors. */
struct ChannelBlocks {
  static constexpr size_t kChannels = 64;
  size_t channels, count;

  explicit ChannelBlocks(size_t all) : channels(all), count(all < kChannels ? 1 : all / kChannels) {}
  size_t first(size_t block) const { return block == count ? channels : block * kChannels; }
};

/** Calls visit(const T*) for every cell. */
template <typename T, typename Visit>
inline void for_each_cell(const T* first, const Cells& cells, Visit visit) {
  for (size_t y = 0; y < cells.rows; y++, first += cells.row_step) {
    const T* cell = first;
    for (size_t x = 0; x < cells.columns; x++, cell += cells.column_step) visit(cell);
  }
}

}  // namespace lanewise

#endif  // LANEWISE_REDUCTION_CELLS_H_
