// SPDX-License-Identifier: Apache-2.0
// What all resizes have: sizes of their images, and a table of positions for rows and for columns.
#ifndef LANEWISE_RESIZE_RESIZED_IMAGE_H_
#define LANEWISE_RESIZE_RESIZED_IMAGE_H_

#include "operator/operator.h"
#include "resize/positions.h"

namespace lanewise {

// A unit is a row of the output. `Position` is of rows in rows, of columns in elements.
template <typename Position>
struct ResizedImage : lanewise_operator {
  size_t channels, input_height, input_row, output_height, output_width;  // input_row in elements
  const Position* rows;
  const Position* columns;
};

constexpr int32_t kMostRows = 1 << 20;  // positions in units of 2^-10 fit 32 bits

/** Checks what the create functions are given. */
inline bool valid_resize(const lanewise_resize* r) {
  auto fits = [](int32_t size) { return size >= 1 && size <= kMostRows; };
  return r != nullptr && r->batch >= 1 && r->channels >= 1 && fits(r->input_height) && fits(r->input_width) &&
         fits(r->output_height) && fits(r->output_width) && !(r->align_corners && r->half_pixel_centers);
}

/** The operator of a checked resize. `locate(axis, i, step)` is the position of cell i, in cells of `step`; `work` is
 *  that of an element. */
template <typename Position, typename Locate>
lanewise_status create_resized_image(const lanewise_resize& r, size_t element_bytes, PhaseFunction* run,
                                     const Microkernel* microkernel, size_t work, Locate locate,
                                     lanewise_operator** result) {
  const size_t input = checked_product(r.batch, r.input_height, r.input_width, r.channels, element_bytes);
  const size_t output = checked_product(r.batch, r.output_height, r.output_width, r.channels, element_bytes);
  if (input >= kTooLarge || output >= kTooLarge) return LANEWISE_INVALID_ARGUMENT;
  const size_t height = static_cast<size_t>(r.output_height), width = static_cast<size_t>(r.output_width);
  auto* op = new_operator<ResizedImage<Position>>((height + width) * sizeof(Position));
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  op->channels = static_cast<size_t>(r.channels);
  op->input_height = static_cast<size_t>(r.input_height);
  op->input_row = static_cast<size_t>(r.input_width) * op->channels;
  op->output_height = height;
  op->output_width = width;
  auto* positions = reinterpret_cast<Position*>(payload(op));
  op->rows = positions;
  op->columns = positions + height;
  const bool align = r.align_corners != 0, half = r.half_pixel_centers != 0;
  const Axis vertical = {r.input_height, r.output_height, align, half};
  const Axis horizontal = {r.input_width, r.output_width, align, half};
  for (int32_t y = 0; y < r.output_height; y++) positions[y] = locate(vertical, y, 1);
  for (int32_t x = 0; x < r.output_width; x++) positions[r.output_height + x] = locate(horizontal, x, op->channels);
  op->microkernel = microkernel;
  op->input_count = 1;
  op->two_input_sizes[0] = input;
  op->output_size = output;
  op->input_alignment = op->output_alignment = element_bytes;
  add_phase(op, run, static_cast<size_t>(r.batch) * height, width * op->channels * work);
  *result = op;
  return LANEWISE_OK;
}

}  // namespace lanewise

#endif  // LANEWISE_RESIZE_RESIZED_IMAGE_H_
