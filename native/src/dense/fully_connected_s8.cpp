// SPDX-License-Identifier: Apache-2.0
// fully_connected in int8: rows of sums from a microkernel, scaled in double as TFLite's reference kernel does.
#include <algorithm>
#include <cstring>

#include "gemm/gemm_s8.h"
#include "microkernels/microkernels.h"
#include "quantization/requantize.h"
#include "runtime/operator.h"

namespace lanewise {
namespace {

constexpr size_t kBlock = 64;  // columns whose sums are scaled together

// A unit is one row times one block of columns.
struct FullyConnectedS8 : lanewise_operator {
  size_t rows, depth, columns;
  size_t column_blocks;
  size_t column_bytes;    // depth rounded up to kDenseStep
  const double* factors;
  const int32_t* bias;    // the input zero point already folded in
  const int8_t* weights;
  DenseS8Function* multiply;
  int32_t output_zero_point, output_minimum, output_maximum;
};

/** Rounded to nearest, ties away from zero, and held within [minimum, maximum], which lie within +-2^30. */
int32_t round_within(double value, int32_t minimum, int32_t maximum) {
  const double bounded = std::min(std::max(value, minimum - 1.0), maximum + 1.0);
  const int32_t whole = static_cast<int32_t>(bounded);  // toward zero
  const double rest = bounded - whole;                  // exact
  const int32_t rounded = whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
  return std::min(std::max(rounded, minimum), maximum);
}

// The columns `n` to `end` of one row.
void multiply_row(const FullyConnectedS8& op, const int8_t* row, size_t n, size_t end, int8_t* output) {
  const size_t whole = op.depth / kDenseStep * kDenseStep;
  int8_t tail[kDenseStep] = {};
  std::memcpy(tail, row + whole, op.depth - whole);
  const int32_t minimum = op.output_minimum - op.output_zero_point, maximum = op.output_maximum - op.output_zero_point;
  for (; n < end; n += kBlock) {
    const size_t columns = std::min(kBlock, end - n);
    int32_t sums[kBlock];
    op.multiply({row, whole, whole == op.depth ? nullptr : tail, op.weights + n * op.column_bytes, op.bias + n,
                 round_up(columns, kDenseNr), sums});
    for (size_t c = 0; c < columns; c++) {
      const int32_t value = round_within(sums[c] * op.factors[n + c], minimum, maximum);
      output[n + c] = static_cast<int8_t>(value + op.output_zero_point);
    }
  }
}

void run_fully_connected_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const FullyConnectedS8& op = static_cast<const FullyConnectedS8&>(base);
  const int8_t* input = static_cast<const int8_t*>(buffers[0].data);
  int8_t* output = static_cast<int8_t*>(buffers[1].data);
  for_each_row(part, op.column_blocks, [&](size_t row, size_t first, size_t last) {
    multiply_row(op, input + row * op.depth, first * kBlock, std::min(last * kBlock, op.columns), output + row * op.columns);
  });
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
  const size_t column_bytes = round_up(depth, kDenseStep), padded_columns = round_up(columns, kDenseNr);
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
    pack_column(weights + c * depth, depth, column_bytes, c, packed);
    factors[c] = scaling->factors[c];
    folded[c] = static_cast<int32_t>((bias == nullptr ? 0 : static_cast<uint32_t>(bias[c])) -
                                     static_cast<uint32_t>(scaling->input_zero_point) * sum);
  }
  const Microkernel* kernel = select_microkernel({Family::kDenseS8, proven_without_minus_128(weights, depth * columns)});
  op->microkernel = kernel->name;
  op->multiply = kernel->dense_s8;
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
  op->column_blocks = (columns + kBlock - 1) / kBlock;
  add_phase(op, run_fully_connected_s8, op->rows * op->column_blocks, 2 * std::min(columns, kBlock) * depth);
  *result = op;
  return LANEWISE_OK;
}
