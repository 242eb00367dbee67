// SPDX-License-Identifier: Apache-2.0
// RESIZE_NEAREST_NEIGHBOR of elements of any size: cells are copied as bytes.
#include <cstring>

#include "cpu/neon.h"
#include "resize/resize_kernels.h"
#include "resize/resized_image.h"

namespace lanewise {
namespace {

using NearestImage = ResizedImage<size_t>;

/** Cells of one size that the compiler knows. */
template <size_t kBytes>
void copy_cells(const NearestImage& op, const uint8_t* row, uint8_t* out) {
  for (size_t x = 0; x < op.output_width; x++, out += kBytes) std::memcpy(out, row + op.columns[x], kBytes);
}

/** Cells of at least a vector; the last one of each overlaps its neighbour. */
void copy_long_cells(const NearestImage& op, const uint8_t* row, uint8_t* out) {
  constexpr size_t kLanes = 16;
  for (size_t x = 0; x < op.output_width; x++, out += op.channels) {
    const uint8_t* cell = row + op.columns[x];
    size_t i = 0;
    for (; i + kLanes <= op.channels; i += kLanes) vst1q_u8(out + i, vld1q_u8(cell + i));
    if (i < op.channels) vst1q_u8(out + op.channels - kLanes, vld1q_u8(cell + op.channels - kLanes));
  }
}

void copy_short_cells(const NearestImage& op, const uint8_t* row, uint8_t* out) {
  for (size_t x = 0; x < op.output_width; x++) {
    const uint8_t* cell = row + op.columns[x];
    for (size_t i = 0; i < op.channels; i++) *out++ = cell[i];
  }
}

auto choose_copy(size_t cell_bytes) {
  return cell_bytes == 1    ? copy_cells<1>
         : cell_bytes == 2  ? copy_cells<2>
         : cell_bytes == 3  ? copy_cells<3>
         : cell_bytes == 4  ? copy_cells<4>
         : cell_bytes == 8  ? copy_cells<8>
         : cell_bytes == 12 ? copy_cells<12>
         : cell_bytes < 16  ? copy_short_cells
                            : copy_long_cells;
}

// A row that is the one before it is copied from there, where this part wrote it.
void run_resize_nearest(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const NearestImage& op = static_cast<const NearestImage&>(base);
  const auto copy = choose_copy(op.channels);
  const size_t row_bytes = op.output_width * op.channels;
  uint8_t* out = static_cast<uint8_t*>(buffers[1].data) + part.begin * row_bytes;
  size_t last = SIZE_MAX;
  for (size_t unit = part.begin; unit < part.end; unit++, out += row_bytes) {
    const size_t row = unit / op.output_height * op.input_height + op.rows[unit % op.output_height];
    if (row == last) {
      std::memcpy(out, out - row_bytes, row_bytes);
    } else {
      copy(op, static_cast<const uint8_t*>(buffers[0].data) + row * op.input_row, out);
    }
    last = row;
  }
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_resize_nearest(const lanewise_resize* resize, int32_t element_bytes,
                                               lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  const bool known = element_bytes == 1 || element_bytes == 2 || element_bytes == 4 || element_bytes == 8;
  if (!valid_resize(resize) || !known || resize->channels > INT32_MAX / element_bytes) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  lanewise_resize bytes = *resize;
  bytes.channels *= element_bytes;
  return create_resized_image<size_t>(
      bytes, 1, run_resize_nearest, &resize_nearest_generic, 4,
      [](const Axis& axis, int32_t i, size_t step) { return static_cast<size_t>(nearest_cell(axis, i)) * step; }, op);
}
