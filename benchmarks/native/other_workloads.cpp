// SPDX-License-Identifier: Apache-2.0
// The operators whose kernels are the same at every ISA level: int8, and the float ones.
#include <limits>

#include "data.h"
#include "operator_task.h"
#include "window.h"

namespace lanewise::benchmarks {
namespace {

constexpr int32_t kHalf = 1 << 30;  // 0.5 in Q0.31
constexpr float kInfinity = std::numeric_limits<float>::infinity();

class List {
 public:
  explicit List(std::vector<Workload>& workloads) : workloads_(workloads), isa_(isa_levels().front()) {}

  void add(const std::string& name, int64_t work, const Create& create, const char* unit = "element") {
    workloads_.push_back(operator_workload("operator", isa_, name, work, unit, create));
  }

 private:
  std::vector<Workload>& workloads_;
  std::string isa_;
};

void add_pooling(List& list) {
  struct Pool {
    const char* name;
    lanewise_window window;
  };
  for (const Pool& pool :
       {Pool{"2x2 stride 2 32x32x16", valid_window(32, 16, 2, 2)},
        Pool{"3x3 stride 2 24x24x32", same_window(24, 32, 32, 3, 2)}, Pool{"8x8 8x8x64", valid_window(8, 64, 8, 8)}}) {
    const lanewise_window w = pool.window;
    const std::string name = pool.name;
    const int64_t n = output_elements(w);
    list.add("average_pool2d " + name, n,
             [=](lanewise_operator** op) { return lanewise_create_average_pool2d_s8(&w, -128, 127, op); });
    list.add("max_pool2d " + name, n,
             [=](lanewise_operator** op) { return lanewise_create_max_pool2d_s8(&w, -128, 127, op); });
    list.add("average_pool2d f32 " + name, n,
             [=](lanewise_operator** op) { return lanewise_create_average_pool2d_f32(&w, -kInfinity, kInfinity, op); });
    list.add("max_pool2d f32 " + name, n,
             [=](lanewise_operator** op) { return lanewise_create_max_pool2d_f32(&w, -kInfinity, kInfinity, op); });
  }
  // Over the pixels of an image, as behind the last convolution; over its channels.
  list.add("mean 8x8 of 64 channels", 8 * 8 * 64,
           [](lanewise_operator** op) { return lanewise_create_mean_s8(1, 64, 64, -5, 3, kHalf, -5, op); });
  list.add("mean of 64 channels 8x8", 8 * 8 * 64,
           [](lanewise_operator** op) { return lanewise_create_mean_s8(64, 64, 1, -5, 3, kHalf, -5, op); });
  list.add("mean f32 8x8 of 64 channels", 8 * 8 * 64,
           [](lanewise_operator** op) { return lanewise_create_mean_f32(1, 64, 64, op); });
}

void add_elementwise(List& list) {
  struct Shape {
    const char* name;
    lanewise_broadcast broadcast;
  };
  constexpr int32_t kElements = 16 * 16 * 32;
  for (const Shape& shape :
       {Shape{"16x16x32", {1, {kElements}, {1}, {1}}}, Shape{"16x16x32 + 32", {2, {256, 32}, {32, 1}, {0, 1}}},
        Shape{"16x16x32 + 1", {1, {kElements}, {1}, {0}}},
        Shape{"16x16x32 + 16x16x1", {2, {256, 32}, {32, 1}, {1, 0}}}}) {
    const lanewise_broadcast b = shape.broadcast;
    const std::string name = shape.name;
    list.add("add " + name, kElements, [=](lanewise_operator** op) {
      const lanewise_add_params params = {-5, 7, 3, kHalf, 0, kHalf + 12345, -1, kHalf, -18, 20, -128, 127};
      return lanewise_create_add_s8(&b, &params, op);
    });
    list.add("mul " + name, kElements, [=](lanewise_operator** op) {
      const lanewise_mul_params params = {-5, 7, 3, kHalf + 12345, -6, -128, 127};
      return lanewise_create_mul_s8(&b, &params, op);
    });
    list.add("add f32 " + name, kElements,
             [=](lanewise_operator** op) { return lanewise_create_add_f32(&b, -kInfinity, kInfinity, op); });
    list.add("mul f32 " + name, kElements,
             [=](lanewise_operator** op) { return lanewise_create_mul_f32(&b, -kInfinity, kInfinity, op); });
  }
}

void add_activation(List& list) {
  constexpr int32_t kElements = 4096;
  list.add("lookup 4096", kElements, [](lanewise_operator** op) {
    int8_t table[256];
    for (int i = 0; i < 256; i++) table[i] = static_cast<int8_t>(127 - i);
    return lanewise_create_lookup_s8(kElements, table, op);
  });
  list.add("logistic f32 4096", kElements,
           [](lanewise_operator** op) { return lanewise_create_logistic_f32(kElements, op); });
  list.add("clamp f32 4096", kElements,
           [](lanewise_operator** op) { return lanewise_create_clamp_f32(kElements, 0, 6, op); });
  for (const auto& [rows, depth] : {std::pair{1, 10}, std::pair{1, 1000}, std::pair{64, 64}}) {
    const std::string name = std::to_string(rows) + "x" + std::to_string(depth);
    // beta * input_scale = 1/16
    list.add("softmax " + name, int64_t{rows} * depth, [rows = rows, depth = depth](lanewise_operator** op) {
      return lanewise_create_softmax_s8(rows, depth, kHalf, 23, -248, op);
    });
    list.add("softmax f32 " + name, int64_t{rows} * depth, [rows = rows, depth = depth](lanewise_operator** op) {
      return lanewise_create_softmax_f32(rows, depth, 1, op);
    });
  }
}

void add_movement(List& list) {
  constexpr int32_t kElements = 16 * 16 * 32;
  list.add("concatenation 16x16 of 16 and 16", kElements, [](lanewise_operator** op) {
    const int32_t bytes[] = {16, 16};
    return lanewise_create_concatenation(256, bytes, 2, op);
  });
  list.add("concatenation 16x16 of 3 and 29", kElements, [](lanewise_operator** op) {
    const int32_t bytes[] = {3, 29};
    return lanewise_create_concatenation(256, bytes, 2, op);
  });
  list.add("pad 16x16x32 by 1", 18 * 18 * 32, [](lanewise_operator** op) {
    const int32_t dims[] = {1, 16, 16, 32}, around[] = {0, 1, 1, 0};
    const int8_t zero = -5;
    return lanewise_create_pad(4, dims, around, around, 1, &zero, op);
  });
  list.add("transpose 16x16x32", kElements, [](lanewise_operator** op) {
    const int32_t dims[] = {32, 256}, strides[] = {1, 32};
    return lanewise_create_strided_copy(2, dims, strides, 0, 1, op);
  });
  list.add("copy 8192", kElements, [](lanewise_operator** op) { return lanewise_create_copy(kElements, op); });
  list.add("quantize 8192", kElements,
           [](lanewise_operator** op) { return lanewise_create_quantize_f32_s8(kElements, 0.05f, -5, op); });
  list.add("dequantize 8192", kElements,
           [](lanewise_operator** op) { return lanewise_create_dequantize_s8_f32(kElements, 0.05f, -5, op); });
  list.add("requantize 8192", kElements, [](lanewise_operator** op) {
    const int32_t multiplier = kHalf + 12345, shift = 1;
    const lanewise_requantization requantization = {-5, 3, -128, 127, &multiplier, &shift, nullptr};
    return lanewise_create_requantize_s8(kElements, &requantization, op);
  });
}

void add_float_layers(List& list) {
  const lanewise_window conv = same_window(16, 32, 32, 3, 1);
  list.add("conv2d f32 3x3 16x16x32->32", output_elements(conv) * 9 * 32, [=](lanewise_operator** op) {
    const std::vector<float> weights(32 * 9 * 32, 0.5f);
    return lanewise_create_conv2d_f32(&conv, 0, kInfinity, weights.data(), nullptr, op);
  }, "MAC");
  lanewise_window depthwise = same_window(24, 32, 32, 3, 1);
  depthwise.groups = 32;
  list.add("depthwise f32 3x3 24x24x32", output_elements(depthwise) * 9, [=](lanewise_operator** op) {
    const std::vector<float> weights(9 * 32, 0.5f);
    return lanewise_create_depthwise_conv2d_f32(&depthwise, 0, kInfinity, weights.data(), nullptr, op);
  }, "MAC");
  list.add("fully_connected f32 1x256->256", 256 * 256, [](lanewise_operator** op) {
    const std::vector<float> weights(256 * 256, 0.5f);
    return lanewise_create_fully_connected_f32(1, 256, 256, -kInfinity, kInfinity, weights.data(), nullptr, op);
  }, "MAC");
}

}  // namespace

void add_other_operators(std::vector<Workload>& workloads) {
  List list(workloads);
  add_pooling(list);
  add_elementwise(list);
  add_activation(list);
  add_movement(list);
  add_float_layers(list);
}

}  // namespace lanewise::benchmarks
