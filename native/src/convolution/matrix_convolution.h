// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected of an element type whose matrix multiplication has one layout of packed weights: what is
// left of conv2d_s8.cpp without a choice by weights. A type `Gemm` says what is multiplied:
//   Element, Result             of input and output
//   Row, table()                of its microkernels
//   Call                        rows of windows by packed panels: see gemm/gemm_f32.h and gemm/gemm_s16.h
//   Output                      how sums become outputs; a member of Call
//   Extra                       what an operator has besides, for its own phases
//   image, output               where a round's windows are read, and its Output
//   kColumns                    columns of a panel
//   panel_bytes(products)       of one panel
#ifndef LANEWISE_CONVOLUTION_MATRIX_CONVOLUTION_H_
#define LANEWISE_CONVOLUTION_MATRIX_CONVOLUTION_H_

#include "window/window_rows.h"

namespace lanewise {

// Units as in conv2d_s8.cpp.
template <typename Gemm>
struct MatrixConvolution : lanewise_operator {
  WindowRows rows;
  size_t segment_length;
  size_t group_input_bytes, group_columns, group_panel_bytes, panel_bytes;
  size_t windows, window_blocks, column_blocks, block_columns;
  size_t output_channels;
  const typename Gemm::Row* kernel;
  const uint8_t* panels;
  typename Gemm::Output output;
  typename Gemm::Extra extra;
};

/** Where input is read as it is: what most types `Gemm` are made of. */
template <typename Out>
struct DirectInput {
  struct Extra {};
  static const uint8_t* image(const WindowRows& rows, const lanewise_buffer* buffers, size_t round) {
    return image_of(rows, buffers, round);
  }
  static const Out& output(const Out& output, const lanewise_buffer*) { return output; }
};

/** The windows `m` to `end` of an image times one block of columns. */
template <typename Gemm>
void multiply_windows(const MatrixConvolution<Gemm>& op, const typename Gemm::Output& scaling, const uint8_t* image,
                      size_t group, size_t n, size_t m, size_t end, typename Gemm::Result* output) {
  const typename Gemm::Element* pointers[kRowsPerCall];
  typename Gemm::Call call = {};
  call.columns = std::min(op.group_columns - n, op.block_columns);
  call.a = pointers;
  call.segments = op.rows.segments;
  call.segment_offsets = op.rows.offsets;
  call.segment_length = op.segment_length;
  call.panels = op.panels + group * op.group_panel_bytes + n / Gemm::kColumns * op.panel_bytes;
  call.c = output + m * op.output_channels + group * op.group_columns + n;
  call.c_stride = op.output_channels;
  call.output = scaling;
  WindowCursor cursor(op.rows, image + group * op.group_input_bytes, m);
  for (; m < end; m += call.rows) {
    call.rows = std::min(end - m, kRowsPerCall);
    cursor.next(pointers, call.rows);
    op.kernel->run(call);
    call.c += call.rows * call.c_stride;
  }
}

template <typename Gemm>
void run_matrix_convolution(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const auto& op = static_cast<const MatrixConvolution<Gemm>&>(base);
  const uint8_t* image = Gemm::image(op.rows, buffers, part.round);
  const typename Gemm::Output scaling = Gemm::output(op.output, buffers);
  auto* output = static_cast<typename Gemm::Result*>(buffers[1].data) + part.round * op.windows * op.output_channels;
  for_each_row(part, op.window_blocks, [&](size_t block, size_t first, size_t last) {
    multiply_windows<Gemm>(op, scaling, image, block / op.column_blocks, block % op.column_blocks * op.block_columns,
                           first * kRowsPerCall, std::min(last * kRowsPerCall, op.windows), output);
  });
}

/** The operator of a checked window. `pack(first column, columns, products, panels)` packs the weights of one group. */
template <typename Gemm, typename Pack>
lanewise_status create_matrix_convolution(const lanewise_window& window, const typename Gemm::Output& output, Pack pack,
                                          lanewise_operator** result) {
  using Element = typename Gemm::Element;
  using Result = typename Gemm::Result;
  // Columns multiplied before going to the next windows: as many as keep their panels in half of a 32 KB cache.
  constexpr size_t kBlockBytes = 16 * 1024;
  const size_t groups = static_cast<size_t>(window.groups);
  const size_t group_columns = static_cast<size_t>(window.output_channels) / groups;
  const Segments segments = convolution_segments(window);
  const size_t products = segments.count * segments.length, panel_bytes = Gemm::panel_bytes(products);
  const size_t offsets_bytes = round_up(segments.count * sizeof(size_t), kAlignment);
  const size_t group_panel_bytes =
      checked_product(round_up(group_columns, Gemm::kColumns) / Gemm::kColumns, panel_bytes);
  const size_t all_panel_bytes = checked_product(groups, group_panel_bytes);
  if (all_panel_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  auto* op = new_operator<MatrixConvolution<Gemm>>(offsets_bytes + all_panel_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  uint8_t* panels = payload(op) + offsets_bytes;
  op->kernel = select_microkernel(Gemm::table(), {});
  op->microkernel = op->kernel;
  op->segment_length = segments.length;
  op->group_input_bytes = static_cast<size_t>(window.input_channels) / groups * sizeof(Element);
  op->group_columns = group_columns;
  op->group_panel_bytes = group_panel_bytes;
  op->panel_bytes = panel_bytes;
  op->panels = panels;
  op->output = output;
  op->rows =
      window_rows(window, segments,
                  {sizeof(Element), 1, segments.length * sizeof(Element), (groups - 1) * op->group_input_bytes, 0},
                  reinterpret_cast<size_t*>(payload(op)));
  op->windows = op->rows.output_height * op->rows.output_width;
  op->window_blocks = (op->windows + kRowsPerCall - 1) / kRowsPerCall;
  op->block_columns = std::max<size_t>(kBlockBytes / panel_bytes, 1) * Gemm::kColumns;
  op->column_blocks = (group_columns + op->block_columns - 1) / op->block_columns;
  op->output_channels = groups * group_columns;
  op->input_count = 1;
  op->input_alignment = alignof(Element);
  op->output_alignment = alignof(Result);
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->windows * op->output_channels * sizeof(Result);
  op->workspace_size = op->rows.workspace_size;
  add_image_phases(op, run_matrix_convolution<Gemm>, groups * op->column_blocks * op->window_blocks,
                   4 * std::min(op->windows, kRowsPerCall) * std::min(group_columns, op->block_columns) * products);
  for (size_t g = 0; g < groups; g++) pack(g * group_columns, group_columns, products, panels + g * group_panel_bytes);
  *result = op;
  return LANEWISE_OK;
}

}  // namespace lanewise

#endif  // LANEWISE_CONVOLUTION_MATRIX_CONVOLUTION_H_
