// SPDX-License-Identifier: Apache-2.0
// Operators of every kind, each large enough that threads share its work, most with sizes that divide badly.
#ifndef LANEWISE_TESTS_EVERY_OPERATOR_H_
#define LANEWISE_TESTS_EVERY_OPERATOR_H_

#include <string>
#include <vector>

#include "operator/operator.h"
#include "operator_runner.h"
#include "quantized_layer.h"
#include "window_cases.h"

namespace lanewise::testing {

struct NamedOperator {
  std::string name;
  OperatorPointer op;
};

class EveryOperator {
 public:
  static std::vector<NamedOperator> make() {
    EveryOperator maker;
    maker.convolutions();
    maker.dense();
    maker.pooling();
    maker.elementwise();
    maker.activations();
    maker.movement();
    return std::move(maker.all_);
  }

 private:
  template <typename Create, typename... Arguments>
  void add(const char* name, Create create, Arguments... arguments) {
    all_.push_back({name, testing::make(create, arguments...)});
  }

  void convolution(const char* name, lanewise_window w, int groups) {
    w.groups = groups;
    const auto channels = static_cast<size_t>(w.output_channels);
    const auto products = static_cast<size_t>(w.kernel_height * w.kernel_width * w.input_channels / groups);
    const bool depthwise = groups == w.input_channels;
    const QuantizedLayer layer(random_, channels, products, Weights::kProven, Shifts::kRight);
    const std::vector<float> weights = random_.floats(channels * products), bias = random_.floats(channels);
    add(name, depthwise ? lanewise_create_depthwise_conv2d_s8 : lanewise_create_conv2d_s8, &w, &layer.requantization,
        layer.weights.data(), layer.bias.data());
    lanewise_requantization wide = layer.requantization;
    wide.input_zero_point = wide.output_zero_point = 0;
    const std::vector<int64_t> wide_bias(layer.bias.begin(), layer.bias.end());
    add(name, depthwise ? lanewise_create_depthwise_conv2d_s16 : lanewise_create_conv2d_s16, &w, &wide,
        layer.weights.data(), wide_bias.data());
    const std::vector<float> scales(channels, 0.01f);
    const lanewise_dynamic_scaling dynamic = {1, !depthwise, -9.0f, 9.0f, scales.data()};
    add(name, depthwise ? lanewise_create_dynamic_depthwise_conv2d_f32 : lanewise_create_dynamic_conv2d_f32, &w,
        &dynamic, layer.weights.data(), bias.data());
    add(name, depthwise ? lanewise_create_depthwise_conv2d_f32 : lanewise_create_conv2d_f32, &w, -9.0f, 9.0f,
        weights.data(), bias.data());
  }

  void convolutions() {
    convolution("padded", make_window({19, 23}, 16, 24, {3, 3}, {1, 1}, true), 1);
    convolution("copied in shares", make_window({150, 150}, 64, 2, {3, 3}, {3, 3}, true), 1);
    convolution("not padded", make_window({31, 17}, 40, 70, {1, 1}, {1, 1}, false), 1);
    convolution("several column blocks", make_window({9, 9}, 128, 40, {3, 3}, {1, 1}, true), 1);
    convolution("groups", make_window({33, 21}, 18, 42, {3, 3}, {1, 1}, true, {2, 2}), 3);
    auto batch = make_window({17, 17}, 24, 32, {3, 3}, {1, 1}, true);
    batch.batch = 3;
    convolution("batch", batch, 1);
    convolution("depthwise", make_window({37, 33}, 64, 64, {3, 3}, {1, 1}, true), 64);
    convolution("depthwise, wide rows", make_window({5, 300}, 48, 48, {3, 3}, {1, 1}, false), 48);
    convolution("depthwise, multiplier", make_window({33, 40}, 16, 48, {5, 5}, {2, 1}, true), 16);
    batch = make_window({20, 33}, 72, 72, {3, 3}, {1, 1}, false);
    batch.batch = 2;
    convolution("depthwise, batch", batch, 72);
  }

  void dense(const char* name, int32_t rows, int32_t depth, int32_t columns) {
    const size_t weights = static_cast<size_t>(columns) * static_cast<size_t>(depth);
    const std::vector<double> factors(static_cast<size_t>(columns), 1e-3);
    const lanewise_dense_scaling scaling = {3, -5, -128, 127, factors.data()};
    add(name, lanewise_create_fully_connected_s8, rows, depth, columns, &scaling, random_.int8s(weights).data(),
        nullptr);
    add(name, lanewise_create_fully_connected_f32, rows, depth, columns, -90.0f, 90.0f, random_.floats(weights).data(),
        nullptr);
  }

  void dense() {
    dense("dense, one row", 1, 333, 1000);
    dense("dense, rows", 777, 100, 70);
  }

  void pooling() {
    auto w = make_window({41, 43}, 40, 40, {3, 3}, {2, 2}, true);
    w.batch = 2;
    add("average_pool2d_s8", lanewise_create_average_pool2d_s8, &w, -100, 100);
    add("max_pool2d_s8", lanewise_create_max_pool2d_s8, &w, -100, 100);
    add("average_pool2d_f32", lanewise_create_average_pool2d_f32, &w, -9.0f, 9.0f);
    add("max_pool2d_f32", lanewise_create_max_pool2d_f32, &w, -9.0f, 9.0f);
    for (int32_t inner : {1, 71, 330}) {
      add("mean_s8", lanewise_create_mean_s8, 7, 40001 / inner, inner, 5, -7, 1 << 30, -15);
      add("mean_f32", lanewise_create_mean_f32, 7, 40001 / inner, inner);
    }
  }

  void elementwise() {
    const lanewise_broadcast dense = {1, {35001}, {1}, {1}}, channels = {2, {999, 33}, {33, 1}, {0, 1}};
    const lanewise_broadcast both = {4, {3, 29, 7, 61}, {0, 61, 0, 1}, {427, 0, 61, 1}},
                             last = {2, {350, 90}, {90, 1}, {1, 0}};
    const lanewise_add_params add_params = {1, -2, 3, 1 << 30, 0, 1518500250, -1, 1300000000, -18, 20, -128, 127};
    const lanewise_mul_params mul_params = {1, -2, 3, 1300000000, -6, -128, 127};
    for (const lanewise_broadcast* shape : {&dense, &channels, &both, &last}) {
      add("add_s8", lanewise_create_add_s8, shape, &add_params);
      add("mul_s8", lanewise_create_mul_s8, shape, &mul_params);
      add("add_f32", lanewise_create_add_f32, shape, -5.0f, 5.0f);
      add("mul_f32", lanewise_create_mul_f32, shape, -5.0f, 5.0f);
    }
  }

  void activations() {
    const int32_t multiplier = 1500000000, shift = -1;
    const lanewise_requantization requantization = {3, -4, -100, 100, &multiplier, &shift, nullptr};
    add("lookup_s8", lanewise_create_lookup_s8, 35003, random_.int8s(256).data());
    add("requantize_s8", lanewise_create_requantize_s8, 35003, &requantization);
    add("logistic_f32", lanewise_create_logistic_f32, 35003);
    add("clamp_f32", lanewise_create_clamp_f32, 35003, -1.0f, 1.0f);
    add("quantize_f32_s8", lanewise_create_quantize_f32_s8, 35003, 0.05f, 3);
    add("quantize_even_f32_s8", lanewise_create_quantize_even_f32_s8, 35003, 0.05f, 3);
    add("dequantize_s8_f32", lanewise_create_dequantize_s8_f32, 35003, 0.05f, 3);
    add("softmax_s8", lanewise_create_softmax_s8, 301, 37, 1 << 30, 22, -248);
    add("softmax_f32", lanewise_create_softmax_f32, 301, 37, 1.0f);
  }

  void movement() {
    const int32_t row_bytes[] = {17, 64, 3};
    add("concatenation", lanewise_create_concatenation, 5003, row_bytes, 3);
    const int32_t dims[] = {2, 97, 31, 33}, before[] = {0, 1, 2, 1}, after[] = {1, 2, 0, 4};
    const float value = 2.5f;
    add("pad, 1 byte", lanewise_create_pad, 4, dims, before, after, 1, &value);
    add("pad, 4 bytes", lanewise_create_pad, 4, dims, before, after, 4, &value);
    add("copy", lanewise_create_copy, 300007);
    const int32_t turned[] = {300, 90, 10}, turned_strides[] = {1, 3000, 300}, part[] = {200, 500},
                  part_strides[] = {1000, -2};
    add("strided copy, 1 byte", lanewise_create_strided_copy, 3, turned, turned_strides, 0, 1);
    add("strided copy, 4 bytes", lanewise_create_strided_copy, 2, part, part_strides, 999, 4);
  }

  Random random_{1};
  std::vector<NamedOperator> all_;
};

/** Memory of an operator, its inputs filled with random values. */
class OperatorMemory {
 public:
  OperatorMemory(const lanewise_operator& op, Random& random) {
    for (size_t i = 0; i < op.input_count; i++) {
      GuardedBuffer<uint8_t> input(op.input_sizes[i]);
      if (op.input_alignment == alignof(float)) {
        const std::vector<float> values = random.floats(input.size() / sizeof(float));
        std::memcpy(input.data(), values.data(), input.size());
      } else {
        for (uint8_t& byte : input) byte = static_cast<uint8_t>(random.between(0, 255));
      }
      input.make_read_only();
      memory_.push_back(std::move(input));
    }
    memory_.emplace_back(op.output_size);
    memory_.emplace_back(op.workspace_size);
    for (GuardedBuffer<uint8_t>& buffer : memory_) buffers_.push_back(buffer.view());
  }

  const std::vector<lanewise_buffer>& buffers() const { return buffers_; }

  /** What the last run left; the output is then filled with `next`, to show what the next run does not write. */
  std::vector<uint8_t> take_output(uint8_t next) {
    GuardedBuffer<uint8_t>& output = memory_[memory_.size() - 2];
    std::vector<uint8_t> values(output.begin(), output.end());
    std::fill(output.begin(), output.end(), next);
    std::fill(memory_.back().begin(), memory_.back().end(), next);
    return values;
  }

 private:
  std::vector<GuardedBuffer<uint8_t>> memory_;
  std::vector<lanewise_buffer> buffers_;
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_EVERY_OPERATOR_H_
