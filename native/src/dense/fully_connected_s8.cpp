// SPDX-License-Identifier: Apache-2.0
// fully_connected in int8. A dense layer is read once per row, so its weights stay as they are but for filling each column
// up with zeros to a multiple of 16 bytes; 4 columns share each 16 bytes of the row:
//
//              w0     w1     w2     w3
//      a ->   acc0   acc1   acc2   acc3      4 lanes each, added up once per column
//
// smull, sadalp, smull2, sadalp: right for every int8. 16 + 5 loads + 4 of the loop = 25 for 64 MAC, 0.39 per MAC.
#include <cstring>

#include "cpu/neon.h"
#include "quantization/requantize.h"
#include "runtime/operator.h"

namespace lanewise {
namespace {

constexpr size_t kStep = 16;

struct FullyConnectedS8 : lanewise_operator {
  size_t rows, depth, columns;
  size_t column_bytes;    // depth rounded up to kStep
  const double* factors;
  const int32_t* bias;    // the input zero point already folded in
  const int8_t* weights;  // [columns rounded up to 4][column_bytes]
  int32_t output_zero_point, output_minimum, output_maximum;
};

LANEWISE_INLINE void multiply_step(int32x4_t (&acc)[4], int8x16_t a, const int8_t* w, size_t column_bytes) {
  for (size_t n = 0; n < 4; n++) {
    int8x16_t b = vld1q_s8(w + n * column_bytes);
    acc[n] = vpadalq_s16(acc[n], vmull_s8(vget_low_s8(a), vget_low_s8(b)));
    acc[n] = vpadalq_s16(acc[n], multiply_high(a, b));
  }
}

LANEWISE_INLINE int32_t sum_of_lanes(int32x4_t values) {
  int32x2_t half = vadd_s32(vget_low_s32(values), vget_high_s32(values));
  return vget_lane_s32(vpadd_s32(half, half), 0);
}

// Saturates instead of overflowing where the product is beyond int64; a plain cast rounds toward zero.
int8_t scale(const FullyConnectedS8& op, int32_t accumulator, double factor) {
  const double product = static_cast<double>(accumulator) * factor;
  const double limit = 1e6;  // far beyond every zero point and clamp
  const double bounded = product > limit ? limit : product < -limit ? -limit : product;
  const int32_t whole = static_cast<int32_t>(bounded);
  const double rest = bounded - whole;  // exact
  const int32_t rounded = whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
  const int32_t value = rounded + op.output_zero_point;
  return static_cast<int8_t>(value < op.output_minimum ? op.output_minimum : value > op.output_maximum ? op.output_maximum : value);
}

void multiply_row(const FullyConnectedS8& op, const int8_t* row, int8_t* output) {
  const size_t whole = op.depth / kStep * kStep;
  int8_t tail[kStep] = {};
  std::memcpy(tail, row + whole, op.depth - whole);
  for (size_t n = 0; n < op.columns; n += 4) {
    const int8_t* w = op.weights + n * op.column_bytes;
    int32x4_t acc[4] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)};
    for (size_t k = 0; k < whole; k += kStep) multiply_step(acc, vld1q_s8(row + k), w + k, op.column_bytes);
    if (whole != op.depth) multiply_step(acc, vld1q_s8(tail), w + whole, op.column_bytes);
    for (size_t c = n; c < n + 4 && c < op.columns; c++) {
      const uint32_t sum = static_cast<uint32_t>(sum_of_lanes(acc[c - n])) + static_cast<uint32_t>(op.bias[c]);
      output[c] = scale(op, static_cast<int32_t>(sum), op.factors[c]);
    }
  }
}

void run_fully_connected_s8(const lanewise_operator& base, const lanewise_buffer* buffers) {
  const FullyConnectedS8& op = static_cast<const FullyConnectedS8&>(base);
  const int8_t* input = static_cast<const int8_t*>(buffers[0].data);
  int8_t* output = static_cast<int8_t*>(buffers[1].data);
  for (size_t r = 0; r < op.rows; r++) multiply_row(op, input + r * op.depth, output + r * op.columns);
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

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_fully_connected_s8(int32_t rows, int32_t input_channels, int32_t output_channels,
                                                   const lanewise_dense_scaling* scaling, const int8_t* weights,
                                                   const int32_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  constexpr size_t kMost = INT32_MAX - 64;
  if (rows < 1 || input_channels < 1 || output_channels < 1 || weights == nullptr ||
      !valid_scaling(scaling, output_channels) || checked_product(rows, input_channels) > kMost ||
      checked_product(rows, output_channels) > kMost) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const size_t depth = static_cast<size_t>(input_channels), columns = static_cast<size_t>(output_channels);
  const size_t column_bytes = round_up(depth, kStep), padded_columns = round_up(columns, 4);
  const size_t weight_bytes = checked_product(padded_columns, column_bytes);
  const size_t scale_bytes = checked_product(padded_columns, sizeof(double) + sizeof(int32_t));
  if (weight_bytes >= kTooLarge / 2 || scale_bytes >= kTooLarge / 4) return LANEWISE_OUT_OF_MEMORY;
  FullyConnectedS8* op = new_operator<FullyConnectedS8>(weight_bytes + scale_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  int8_t* packed = reinterpret_cast<int8_t*>(payload(op));
  double* factors = reinterpret_cast<double*>(payload(op) + weight_bytes);
  int32_t* folded = reinterpret_cast<int32_t*>(factors + padded_columns);
  for (size_t c = 0; c < columns; c++) {
    uint32_t sum = 0;  // wraps like the accumulator
    for (size_t k = 0; k < depth; k++) sum += static_cast<uint32_t>(weights[c * depth + k]);
    std::memcpy(packed + c * column_bytes, weights + c * depth, depth);
    factors[c] = scaling->factors[c];
    folded[c] = static_cast<int32_t>((bias == nullptr ? 0 : static_cast<uint32_t>(bias[c])) -
                                     static_cast<uint32_t>(scaling->input_zero_point) * sum);
  }
  op->run = run_fully_connected_s8;
  op->microkernel = "fully_connected_s8_1x4c16_neon";
  op->rows = static_cast<size_t>(rows);
  op->depth = depth;
  op->columns = columns;
  op->column_bytes = column_bytes;
  op->factors = factors;
  op->bias = folded;
  op->weights = packed;
  op->output_zero_point = scaling->output_zero_point;
  op->output_minimum = scaling->output_minimum;
  op->output_maximum = scaling->output_maximum;
  op->input_count = 1;
  op->two_input_sizes[0] = op->rows * depth;
  op->output_size = op->rows * columns;
  *result = op;
  return LANEWISE_OK;
}
