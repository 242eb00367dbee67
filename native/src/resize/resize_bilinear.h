// SPDX-License-Identifier: Apache-2.0
// RESIZE_BILINEAR. A type `Blend` has the arithmetic, for the four cells around an output cell:
//   Element, Fraction, kLanes                   of which it takes kLanes channels at a time
//   Blend(down), move(across)                   of the fractions of row and column
//   operator()(p00, p01, p10, p11, out)         p01 lies right of p00, p10 below
#ifndef LANEWISE_RESIZE_RESIZE_BILINEAR_H_
#define LANEWISE_RESIZE_RESIZE_BILINEAR_H_

#include <cstring>

#include "resize/resized_image.h"

namespace lanewise {

/** Of rows in rows, of columns in elements. */
template <typename Fraction>
struct Neighbours {
  size_t lower, upper;
  Fraction fraction;
};

/** All channels: in vectors, the last of which overlaps its neighbour, or in a padded copy of fewer. */
template <typename Blend, typename T>
void blend_channels(const Blend& blend, size_t channels, const T* p00, const T* p01, const T* p10, const T* p11,
                    T* out) {
  constexpr size_t kLanes = Blend::kLanes;
  if (channels < kLanes) {
    T cells[5][kLanes] = {};
    const T* corners[] = {p00, p01, p10, p11};
    for (size_t i = 0; i < 4; i++) {
      for (size_t c = 0; c < channels; c++) cells[i][c] = corners[i][c];
    }
    blend(cells[0], cells[1], cells[2], cells[3], cells[4]);
    for (size_t c = 0; c < channels; c++) out[c] = cells[4][c];
    return;
  }
  size_t c = 0;
  for (; c + kLanes <= channels; c += kLanes) blend(p00 + c, p01 + c, p10 + c, p11 + c, out + c);
  if (c == channels) return;
  c = channels - kLanes;
  blend(p00 + c, p01 + c, p10 + c, p11 + c, out + c);
}

template <typename Blend>
void run_resize_bilinear(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  using T = typename Blend::Element;
  const auto& op = static_cast<const ResizedImage<Neighbours<typename Blend::Fraction>>&>(base);
  T* out = static_cast<T*>(buffers[1].data) + part.begin * op.output_width * op.channels;
  for (size_t unit = part.begin; unit < part.end; unit++) {
    const auto& row = op.rows[unit % op.output_height];
    const T* image =
        static_cast<const T*>(buffers[0].data) + unit / op.output_height * op.input_height * op.input_row;
    const T* upper = image + row.lower * op.input_row;
    const T* lower = image + row.upper * op.input_row;
    Blend blend(row.fraction);
    for (size_t x = 0; x < op.output_width; x++, out += op.channels) {
      const auto& column = op.columns[x];
      blend.move(column.fraction);
      blend_channels(blend, op.channels, upper + column.lower, upper + column.upper, lower + column.lower,
                     lower + column.upper, out);
    }
  }
}

/** A create function. */
template <typename Blend>
lanewise_status create_resize_bilinear(const lanewise_resize* resize, const Microkernel* microkernel, size_t work,
                                       lanewise_operator** op) {
  using Fraction = typename Blend::Fraction;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  if (!valid_resize(resize)) return LANEWISE_INVALID_ARGUMENT;
  auto locate = [](const Axis& axis, int32_t i, size_t step) {
    Between<Fraction> between;
    between_cells(axis, i, &between);
    return Neighbours<Fraction>{static_cast<size_t>(between.lower) * step, static_cast<size_t>(between.upper) * step,
                                between.fraction};
  };
  return create_resized_image<Neighbours<Fraction>>(*resize, sizeof(typename Blend::Element),
                                                    run_resize_bilinear<Blend>, microkernel, work, locate, op);
}

}  // namespace lanewise

#endif  // LANEWISE_RESIZE_RESIZE_BILINEAR_H_
