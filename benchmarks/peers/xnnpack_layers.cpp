// SPDX-License-Identifier: Apache-2.0
// The layers of Layer.java through lanewise.h and through XNNPACK's int8 operators with per-channel scales, in one
// 32-bit program under benchmarks/emulated/block_profile.c: sections 1, 3, 5 ... are Lanewise's, 2, 4, 6 ... XNNPACK's.
// The matrix product is a 1x1 convolution of 240 pixels. Prints "name different-outputs largest-difference" of each.
#include <xnnpack.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "data.h"
#include "lanewise.h"
#include "mark.h"

namespace {

using lanewise::benchmarks::Bits;
using lanewise::benchmarks::mark;

constexpr int kRuns = 4;
constexpr float kInputScale = 0.05f;
constexpr int kInputZeroPoint = -3, kOutputZeroPoint = -128;

struct Layer {
  const char* name;
  int height, width, channels, kernel, outputs;
  bool depthwise;
};

constexpr Layer kLayers[] = {
    {"first_3x3_32x32x3", 32, 32, 3, 3, 16, false},    {"conv_3x3_32x32x16", 32, 32, 16, 3, 16, false},
    {"conv_3x3_16x16x32", 16, 16, 32, 3, 32, false},   {"conv_3x3_8x8x64", 8, 8, 64, 3, 64, false},
    {"conv_1x1_6x6x128", 6, 6, 128, 1, 128, false},    {"conv_1x1_48x48x8", 48, 48, 8, 1, 16, false},
    {"depthwise_3x3_48x48x8", 48, 48, 8, 3, 8, true},  {"depthwise_3x3_12x12x64", 12, 12, 64, 3, 64, true},
    {"gemm_240x256x256", 240, 1, 256, 1, 256, false},
};

void require(bool good, const char* what, const Layer& layer) {
  if (good) return;
  std::fprintf(stderr, "%s: %s\n", layer.name, what);
  std::exit(1);
}

/** Weights [outputs][kernel][kernel][channels of a group], and what both libraries make of their scales. */
struct Data {
  std::vector<int8_t> weights, input;
  std::vector<float> scales;
  std::vector<int32_t> bias, multipliers, shifts;
  float output_scale;

  explicit Data(const Layer& layer) {
    Bits bits;
    const int products = layer.kernel * layer.kernel * (layer.depthwise ? 1 : layer.channels);
    output_scale = static_cast<float>(kInputScale * 0.0015 * 74 * 73 * std::sqrt(products) * 2 / 127);
    for (int i = 0; i < layer.outputs * products; i++) weights.push_back(bits.proven_weight());
    // XNNPACK may read 16 bytes beyond its input.
    for (int i = 0; i < layer.height * layer.width * layer.channels + XNN_EXTRA_BYTES; i++)
      input.push_back(bits.int8());
    for (int c = 0; c < layer.outputs; c++) {
      scales.push_back(bits.between(0.001f, 0.002f));
      bias.push_back(static_cast<int32_t>(bits.next() % 2001) - 1000);
      int shift = 0;
      const double mantissa = std::frexp(static_cast<double>(kInputScale) * scales.back() / output_scale, &shift);
      multipliers.push_back(static_cast<int32_t>(std::min(std::llround(mantissa * 2147483648.0), 2147483647ll)));
      shifts.push_back(shift);
    }
  }
};

std::vector<int8_t> run_lanewise(const Layer& layer, Data& data, long section) {
  const int pad = layer.kernel / 2, groups = layer.depthwise ? layer.channels : 1;
  const lanewise_window window = {1,
                                  layer.height,
                                  layer.width,
                                  layer.channels,
                                  layer.height,
                                  layer.width,
                                  layer.outputs,
                                  layer.kernel,
                                  layer.kernel,
                                  1,
                                  1,
                                  1,
                                  1,
                                  pad,
                                  pad,
                                  groups};
  const lanewise_requantization requantization = {kInputZeroPoint,         kOutputZeroPoint,  -128, 127,
                                                  data.multipliers.data(), data.shifts.data()};
  std::vector<int8_t> weights = data.weights;
  const int taps = layer.kernel * layer.kernel;
  for (int i = 0; layer.depthwise && i < taps * layer.outputs; i++) {
    weights[static_cast<size_t>(i % taps * layer.outputs + i / taps)] = data.weights[static_cast<size_t>(i)];
  }
  lanewise_operator* op = nullptr;
  const auto create = layer.depthwise ? lanewise_create_depthwise_conv2d_s8 : lanewise_create_conv2d_s8;
  require(create(&window, &requantization, weights.data(), data.bias.data(), &op) == LANEWISE_OK, "refused by lanewise",
          layer);
  std::vector<int8_t> output(static_cast<size_t>(layer.height * layer.width * layer.outputs)),
      workspace(lanewise_workspace_size(op));
  const lanewise_buffer buffers[] = {
      {data.input.data(), data.input.size()}, {output.data(), output.size()}, {workspace.data(), workspace.size()}};
  lanewise_run(op, buffers, 3);
  mark(0);
  for (int i = 0; i < kRuns; i++) lanewise_run(op, buffers, 3);
  mark(section);
  lanewise_destroy(op);
  return output;
}

std::vector<int8_t> run_xnnpack(const Layer& layer, Data& data, long section) {
  const auto pad = static_cast<uint32_t>(layer.kernel / 2), kernel = static_cast<uint32_t>(layer.kernel);
  const auto channels = static_cast<size_t>(layer.channels), outputs = static_cast<size_t>(layer.outputs);
  const uint32_t groups = layer.depthwise ? static_cast<uint32_t>(layer.channels) : 1;
  xnn_operator_t op = nullptr;
  require(xnn_create_convolution2d_nhwc_qc8(pad, pad, pad, pad, kernel, kernel, 1, 1, 1, 1, groups, channels / groups,
                                            outputs / groups, channels, outputs, kInputZeroPoint, kInputScale,
                                            data.scales.data(), data.weights.data(), data.bias.data(), kOutputZeroPoint,
                                            data.output_scale, -128, 127, 0, &op) == xnn_status_success,
          "refused by XNNPACK", layer);
  std::vector<int8_t> output(static_cast<size_t>(layer.height * layer.width) * outputs);
  require(xnn_setup_convolution2d_nhwc_qc8(op, 1, static_cast<size_t>(layer.height), static_cast<size_t>(layer.width),
                                           data.input.data(), output.data(), nullptr) == xnn_status_success,
          "not set up by XNNPACK", layer);
  xnn_run_operator(op, nullptr);
  mark(0);
  for (int i = 0; i < kRuns; i++) xnn_run_operator(op, nullptr);
  mark(section);
  xnn_delete_operator(op);
  return output;
}

}  // namespace

int main() {
  if (xnn_initialize(nullptr) != xnn_status_success) {
    std::fputs("XNNPACK does not run here\n", stderr);
    return 1;
  }
  long section = 0;
  for (const Layer& layer : kLayers) {
    Data data(layer);
    const std::vector<int8_t> ours = run_lanewise(layer, data, ++section), theirs = run_xnnpack(layer, data, ++section);
    int different = 0, largest = 0;
    for (size_t i = 0; i < ours.size(); i++) {
      different += ours[i] == theirs[i] ? 0 : 1;
      largest = std::max(largest, std::abs(ours[i] - theirs[i]));
    }
    std::printf("%s %d %d\n", layer.name, different, largest);
  }
  return 0;
}
