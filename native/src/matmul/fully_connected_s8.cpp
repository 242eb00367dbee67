// SPDX-License-Identifier: Apache-2.0
// fully_connected in int8: one row by a kernel of its own (dense_s8.h), which is bound by reading the weights; several
// rows as the pixels of a 1x1 convolution.
#include "matmul/fully_connected_s8.h"

#include <algorithm>
#include <cstring>

#include "convolution/conv2d_s8.h"
#include "cpu/unguarded.h"
#include "operator/operator.h"
#include "quantization/requantize.h"
#include "quantization/scale_in_double.h"
#include "quantization/tensor_scale_neon.h"
#include "window/row_sums.h"

namespace lanewise {
namespace {

constexpr size_t kBlock = 64;  // columns whose sums are scaled together

// A unit is one block of columns.
struct FullyConnectedS8 : lanewise_operator {
  size_t depth, columns;
  size_t column_bytes;    // depth rounded up to kDenseStep
  const double* factors;
  const int32_t* bias;    // the input zero point already folded in
  const int8_t* weights;
  const int32_t* zero_points;  // of the weights; NULL where all are 0
  DenseS8Function* multiply;
  OutputS8 output;
};

/** What the zero points of the weights make of the input: of the definition sum a (w - z) = sum a w - z sum a, the last
 *  term. */
void take_off(int32_t row_sum, const int32_t* zero_points, size_t columns, int32_t* sums) {
  for (size_t c = 0; c < columns; c += 4) {
    vst1q_s32(sums + c, vmlsq_n_s32(vld1q_s32(sums + c), vld1q_s32(zero_points + c), row_sum));
  }
}

template <bool kAsymmetric>
LANEWISE_UNGUARDED
void run_fully_connected_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const FullyConnectedS8& op = static_cast<const FullyConnectedS8&>(base);
  const int8_t* row = static_cast<const int8_t*>(buffers[0].data);
  int8_t* output = static_cast<int8_t*>(buffers[1].data);
  const size_t whole = op.depth / kDenseStep * kDenseStep;
  int8_t tail[kDenseStep] = {};
  std::memcpy(tail, row + whole, op.depth - whole);
  const NarrowS8 narrow(op.output.zero_point, op.output.minimum, op.output.maximum);
  const int32_t row_sum = kAsymmetric ? sum_of(row, op.depth) : 0;
  for (size_t n = part.begin * kBlock; n < std::min(part.end * kBlock, op.columns); n += kBlock) {
    const size_t columns = std::min(kBlock, op.columns - n), whole_columns = round_up(columns, kDenseNr);
    int32_t sums[kBlock] = {};
    int8_t outputs[kBlock];
    op.multiply({row, whole, whole == op.depth ? nullptr : tail, op.weights + n * op.column_bytes, op.bias + n,
                 whole_columns, sums});
    if (kAsymmetric) take_off(row_sum, op.zero_points + n, whole_columns, sums);
    scale_in_double(sums, op.factors + n, whole_columns);
    for (size_t c = 0; c < columns; c += 16) {
      const int32x4_t scaled[4] = {vld1q_s32(sums + c), vld1q_s32(sums + c + 4), vld1q_s32(sums + c + 8),
                                   vld1q_s32(sums + c + 12)};
      narrow.store(outputs + c, scaled);
    }
    std::memcpy(output + n, outputs, columns);
  }
}

/** Puts a column in its place in its panel. */
void pack_column(const int8_t* column, size_t depth, size_t column_bytes, size_t index, int8_t* packed) {
  int8_t* to = packed + index / kDenseNr * kDenseNr * column_bytes + index % kDenseNr * kDenseStep;
  for (size_t k = 0; k < depth; k += kDenseStep, to += kDenseNr * kDenseStep) {
    std::memcpy(to, column + k, std::min(kDenseStep, depth - k));
  }
}

bool valid_scaling(const lanewise_dense_scaling* scaling, int32_t columns) {
  if (scaling == nullptr || scaling->factors == nullptr || !is_int8(scaling->input_zero_point) ||
      !is_int8(scaling->output_zero_point) || !is_int8(scaling->output_minimum) || !is_int8(scaling->output_maximum) ||
      scaling->output_minimum > scaling->output_maximum) {
    return false;
  }
  for (int32_t c = 0; c < columns; c++) {
    if (!(scaling->factors[c] >= 0 && scaling->factors[c] < 1073741824.0)) return false;
  }
  return true;
}

OutputS8 output_of(const lanewise_dense_scaling& scaling) {
  return {static_cast<int16_t>(scaling.output_zero_point), static_cast<int8_t>(scaling.output_minimum),
          static_cast<int8_t>(scaling.output_maximum), Scaling::kDouble};
}

/** Many rows: a 1x1 convolution over an image of one line. */
lanewise_status create_rows(int32_t rows, int32_t depth, int32_t columns, const lanewise_dense_scaling& scaling,
                            const int8_t* weights, const int32_t* zero_points, const int32_t* bias,
                            lanewise_operator** result) {
  const lanewise_window window = {1, 1, rows, depth, 1, rows, columns, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  if (!valid_convolution(&window)) return LANEWISE_INVALID_ARGUMENT;
  const GemmS8Row* kernel = select_conv2d_s8(window, weights);
  if (kernel == nullptr) return LANEWISE_OUT_OF_MEMORY;
  const ColumnsS8 packed = {weights, bias,           scaling.input_zero_point, nullptr, nullptr, scaling.factors,
                            nullptr, zero_points};
  return create_conv2d_s8(kernel, window, output_of(scaling), packed, result);
}

}  // namespace

lanewise_status create_fully_connected_row_s8(const DenseS8Row* kernel, size_t depth, size_t columns,
                                              const lanewise_dense_scaling& scaling, const int8_t* weights,
                                              const int32_t* zero_points, const int32_t* bias,
                                              lanewise_operator** result) {
  const size_t column_bytes = round_up(depth, kDenseStep), padded_columns = round_up(columns, kDenseNr);
  const size_t weight_bytes = checked_product(padded_columns, column_bytes);
  const size_t zero_point_bytes = zero_points == nullptr ? 0 : sizeof(int32_t);
  const size_t scale_bytes = checked_product(padded_columns, sizeof(double) + sizeof(int32_t) + zero_point_bytes);
  if (weight_bytes >= kTooLarge / 2 || scale_bytes >= kTooLarge / 4) return LANEWISE_OUT_OF_MEMORY;
  FullyConnectedS8* op = new_operator<FullyConnectedS8>(weight_bytes + scale_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  int8_t* packed = reinterpret_cast<int8_t*>(payload(op));
  double* factors = reinterpret_cast<double*>(payload(op) + weight_bytes);
  int32_t* folded = reinterpret_cast<int32_t*>(factors + padded_columns);
  for (size_t c = 0; c < columns; c++) {
    uint32_t sum = 0;  // wraps like the accumulator
    for (size_t k = 0; k < depth; k++) sum += static_cast<uint32_t>(weights[c * depth + k]);
    pack_column(weights + c * depth, depth, column_bytes, c, packed);
    factors[c] = scaling.factors[c];
    if (zero_points != nullptr) {
      (folded + padded_columns)[c] = zero_points[c];
      sum -= static_cast<uint32_t>(depth) * static_cast<uint32_t>(zero_points[c]);
    }
    folded[c] = static_cast<int32_t>((bias == nullptr ? 0 : static_cast<uint32_t>(bias[c])) -
                                     static_cast<uint32_t>(scaling.input_zero_point) * sum);
  }
  op->microkernel = kernel;
  op->multiply = kernel->run;
  op->depth = depth;
  op->columns = columns;
  op->column_bytes = column_bytes;
  op->factors = factors;
  op->bias = folded;
  op->weights = packed;
  op->zero_points = zero_points == nullptr ? nullptr : folded + padded_columns;
  op->output = output_of(scaling);
  op->input_count = 1;
  op->two_input_sizes[0] = depth;
  op->output_size = columns;
  add_phase(op, zero_points == nullptr ? run_fully_connected_s8<false> : run_fully_connected_s8<true>,
            (columns + kBlock - 1) / kBlock, 2 * std::min(columns, kBlock) * depth);
  *result = op;
  return LANEWISE_OK;
}

namespace {

/** Everything but whether zero points are wanted. */
lanewise_status create(int32_t rows, int32_t depth, int32_t columns, const lanewise_dense_scaling* scaling,
                       const int8_t* weights, const int32_t* zero_points, const int32_t* bias,
                       lanewise_operator** result) {
  constexpr size_t kMost = INT32_MAX - 64;
  if (rows < 1 || depth < 1 || columns < 1 || weights == nullptr || !valid_scaling(scaling, columns) ||
      checked_product(rows, depth) > kMost || checked_product(rows, columns) > kMost) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  if (rows > 1) return create_rows(rows, depth, columns, *scaling, weights, zero_points, bias, result);
  const size_t k = static_cast<size_t>(depth), n = static_cast<size_t>(columns);
  const DenseS8Row* kernel = select_microkernel(kDenseS8Table, {proven_without_minus_128(weights, k * n)});
  return create_fully_connected_row_s8(kernel, k, n, *scaling, weights, zero_points, bias, result);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_fully_connected_s8(int32_t rows, int32_t input_channels, int32_t output_channels,
                                                   const lanewise_dense_scaling* scaling, const int8_t* weights,
                                                   const int32_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  return create(rows, input_channels, output_channels, scaling, weights, nullptr, bias, result);
}

lanewise_status lanewise_create_asymmetric_fully_connected_s8(int32_t rows, int32_t input_channels,
                                                              int32_t output_channels,
                                                              const lanewise_dense_scaling* scaling,
                                                              const int8_t* weights, const int32_t* weight_zero_points,
                                                              const int32_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (output_channels < 1 ||
      !valid_weight_zero_points(weight_zero_points, static_cast<size_t>(output_channels))) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  return create(rows, input_channels, output_channels, scaling, weights, weight_zero_points, bias, result);
}
