// SPDX-License-Identifier: Apache-2.0
// conv2d in int8: a GEMM whose rows are windows of the image (gemm/gemm_s8.h).
#include "convolution/conv2d_s8.h"

#include "window/row_sums.h"
#include "winograd/winograd_conv2d_s8.h"

namespace lanewise {
namespace {

// A unit is kRowsPerCall windows times one block of one group's columns. Windows come first, so that neighbouring units
// find the block's panels in the L1 cache.
struct Conv2dS8 : lanewise_operator {
  WindowRows rows;
  GemmS8 gemm;  // of one group
  size_t group_input;
  size_t windows, window_blocks, column_blocks;
  size_t output_channels;
  size_t sums_at;  // in the workspace, of int32 [groups][windows], where weights have zero points
};

int32_t* row_sums(const Conv2dS8& op, const lanewise_buffer* buffers, size_t group) {
  const uintptr_t sums = reinterpret_cast<uintptr_t>(buffers[2].data) + op.sums_at;
  return reinterpret_cast<int32_t*>(round_up(sums, kAlignment)) + group * op.windows;
}

// A unit is kRowsPerCall windows of one group.
void run_row_sums(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const Conv2dS8& op = static_cast<const Conv2dS8&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  for_each_row(part, op.window_blocks, [&](size_t group, size_t first, size_t last) {
    const size_t m = first * kRowsPerCall, end = std::min(last * kRowsPerCall, op.windows);
    sum_rows(op.rows, op.gemm.segment_length, image + group * op.group_input, m, end, row_sums(op, buffers, group) + m);
  });
}

// The windows `m` to `end` of an image times one block of columns. `sums` are those of all windows.
template <bool kLessRows>
void multiply(const Conv2dS8& op, const uint8_t* image, size_t group, size_t n, size_t m, size_t end,
              const int32_t* sums, int8_t* output) {
  const GemmS8& gemm = op.gemm;
  const int8_t* pointers[kRowsPerCall];
  GemmS8Call call = {};
  call.a = pointers;
  call.segments = op.rows.segments;
  call.segment_offsets = op.rows.offsets;
  call.segment_bytes = gemm.segment_bytes;
  call.steps_of_panels = gemm.kernel->skips_zeros();
  call.c_stride = op.output_channels;
  call.output = gemm.output;
  call.columns = gemm.columns - n < gemm.block_columns ? gemm.columns - n : gemm.block_columns;
  call.panels = panel_at(gemm, gemm.packed + group * gemm.packed_bytes, n);
  call.c = output + m * op.output_channels + group * gemm.columns + n;
  WindowCursor cursor(op.rows, image + group * op.group_input, m);
  for (; m < end; m += call.rows) {
    call.rows = end - m < kRowsPerCall ? end - m : kRowsPerCall;
    cursor.next(pointers, call.rows);
    if (kLessRows) call.row_sums = sums + m;
    gemm.kernel->run(call);
    call.c += call.rows * op.output_channels;
  }
}

template <bool kLessRows>
void run_conv2d_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const Conv2dS8& op = static_cast<const Conv2dS8&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  int8_t* output = static_cast<int8_t*>(buffers[1].data) + part.round * op.windows * op.output_channels;
  for_each_row(part, op.window_blocks, [&](size_t block, size_t first, size_t last) {
    const size_t group = block / op.column_blocks;
    multiply<kLessRows>(op, image, group, block % op.column_blocks * op.gemm.block_columns, first * kRowsPerCall,
                        std::min(last * kRowsPerCall, op.windows),
                        kLessRows ? row_sums(op, buffers, group) : nullptr, output);
  });
}

/** The image's phases. Where weights have zero points, all windows are summed before they are multiplied. */
void add_phases(size_t groups, size_t work, bool less_rows, Conv2dS8* op) {
  const size_t units = groups * op->column_blocks * op->window_blocks;
  if (!less_rows) return add_image_phases(op, run_conv2d_s8<false>, units, work);
  op->sums_at = op->workspace_size;
  op->workspace_size += kAlignment + groups * op->windows * sizeof(int32_t);
  add_image_phases(op, run_row_sums, groups * op->window_blocks,
                   std::min(op->windows, kRowsPerCall) * op->rows.segments * op->gemm.segment_length * 2);
  add_phase(op, run_conv2d_s8<true>, units, work);
}

WeightsS8 weights_of(const lanewise_window& window, const int8_t* weights) {
  const Segments segments = convolution_segments(window);
  return {weights, static_cast<size_t>(window.groups), static_cast<size_t>(window.output_channels / window.groups),
          segments.count, segments.length};
}

/** The Winograd kernel to prefer to a GEMM kernel where the layer fits; NULL for none. It pays at its own level, and
 *  where the GEMM has not fewer multiplications to do. */
const WinogradS8Row* select_winograd(const GemmS8Row& gemm, const lanewise_window& window, const int8_t* weights,
                                     const OutputS8& output) {
  const WinogradS8Row* winograd = select_microkernel(kWinogradS8Table, {});
  if (winograd == nullptr || winograd->isa != gemm.isa || output.scaling == Scaling::kFloat) return nullptr;
  const bool fewer = gemm.skips_zeros() &&
                     gemm.kept_steps(weights_of(window, weights)).percent < winograd_percent(window);
  return fewer ? nullptr : winograd;
}

ColumnsS8 columns_of(const lanewise_requantization& r, const int8_t* weights, const int32_t* zero_points,
                     const int32_t* bias) {
  return {weights, bias, r.input_zero_point, r.multipliers, r.shifts, nullptr, r.factors, zero_points};
}

}  // namespace

const GemmS8Row* select_conv2d_s8(const lanewise_window& window, const int8_t* weights) {
  const WeightsS8 layer = weights_of(window, weights);
  const size_t weight_count = checked_product(layer.groups, layer.columns, layer.depth());
  if (weight_count >= kTooLarge) return nullptr;
  return select_microkernel(kGemmS8Table, {proven_without_minus_128(weights, weight_count), layer});
}

lanewise_status create_conv2d_s8(const GemmS8Row* kernel, const lanewise_window& window, const OutputS8& wanted,
                                 const ColumnsS8& columns, lanewise_operator** result) {
  const bool less_rows = columns.zero_points != nullptr;
  OutputS8 output = wanted;
  if (less_rows) output.scaling = less_row(wanted.scaling);
  const WeightsS8 weights = weights_of(window, columns.weights);
  const GemmS8 gemm = plan_gemm_s8(kernel, weights, output);
  const size_t offsets_bytes = round_up(weights.segments * sizeof(size_t), kAlignment);
  const size_t packed_bytes = checked_product(weights.groups, gemm.packed_bytes);
  if (packed_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  Conv2dS8* op = new_operator<Conv2dS8>(offsets_bytes + packed_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  uint8_t* packed = payload(op) + offsets_bytes;
  op->microkernel = kernel;
  op->group_input = static_cast<size_t>(window.input_channels) / weights.groups;
  op->rows = window_rows(window, convolution_segments(window),
                         {1, 1, gemm.read_bytes, (weights.groups - 1) * op->group_input,
                          static_cast<uint8_t>(columns.input_zero_point)},
                         reinterpret_cast<size_t*>(payload(op)));
  op->gemm = gemm;
  op->gemm.packed = packed;
  op->windows = op->rows.output_height * op->rows.output_width;
  op->window_blocks = (op->windows + kRowsPerCall - 1) / kRowsPerCall;
  op->column_blocks = (gemm.columns + gemm.block_columns - 1) / gemm.block_columns;
  op->output_channels = static_cast<size_t>(window.output_channels);
  op->input_count = 1;
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->windows * op->output_channels;
  op->workspace_size = op->rows.workspace_size;
  add_phases(weights.groups,
             std::min(op->windows, kRowsPerCall) * std::min(gemm.columns, gemm.block_columns) * weights.depth(),
             less_rows, op);
  for (size_t g = 0; g < weights.groups; g++) {
    pack_gemm_s8(gemm, op->rows.offsets, columns_from(columns, g * gemm.columns, weights.depth()),
                 packed + g * gemm.packed_bytes);
  }
  *result = op;
  return LANEWISE_OK;
}

}  // namespace lanewise

lanewise_status lanewise_create_conv2d_s8(const lanewise_window* window, const lanewise_requantization* requantization,
                                          const int8_t* weights, const int32_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS8 output;
  if (!valid_convolution(window) || weights == nullptr ||
      !read_output_s8(requantization, static_cast<size_t>(window->output_channels), &output)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const GemmS8Row* kernel = select_conv2d_s8(*window, weights);
  if (kernel == nullptr) return LANEWISE_INVALID_ARGUMENT;
  if (const WinogradS8Row* winograd = select_winograd(*kernel, *window, weights, output)) {
    if (winograd_fits(*window, *requantization, weights, bias)) {
      return create_winograd_conv2d_s8(winograd, *window, *requantization, output, weights, bias, result);
    }
  }
  return create_conv2d_s8(kernel, *window, output, columns_of(*requantization, weights, nullptr, bias), result);
}

lanewise_status lanewise_create_asymmetric_conv2d_s8(const lanewise_window* window,
                                                     const lanewise_requantization* requantization,
                                                     const int8_t* weights, const int32_t* weight_zero_points,
                                                     const int32_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS8 output;
  if (!valid_convolution(window) || weights == nullptr ||
      !read_output_s8(requantization, static_cast<size_t>(window->output_channels), &output) ||
      !valid_weight_zero_points(weight_zero_points, static_cast<size_t>(window->output_channels))) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const GemmS8Row* kernel = select_conv2d_s8(*window, weights);
  if (kernel == nullptr) return LANEWISE_INVALID_ARGUMENT;
  return create_conv2d_s8(kernel, *window, output, columns_of(*requantization, weights, weight_zero_points, bias),
                          result);
}
