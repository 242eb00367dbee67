// SPDX-License-Identifier: Apache-2.0
// Matrix products [M, K] x [K, N] through the C API, requantization included.
#include "operator_task.h"
#include "samples/layer.h"

namespace lanewise::benchmarks {
namespace {

using samples::Layer;
using samples::Output;
using samples::Weights;

/** What a product asks of its operator beside its size. */
struct Kind {
  Output output;
  Weights weights;
  const char* name;
};

Create conv2d(int32_t m, int32_t n, int32_t k, Kind kind) {
  return [=](lanewise_operator** op) {
    const lanewise_window window = {1, 1, m, k, 1, m, n, 1, 1, 1, 1, 1, 1, 0, 0, 1};
    Layer layer(static_cast<size_t>(n), static_cast<size_t>(k), kind.output, kind.weights);
    return lanewise_create_conv2d_s8(&window, &layer.requantization, layer.weights.data(), layer.bias.data(), op);
  };
}

Create fully_connected(int32_t m, int32_t n, int32_t k, Kind kind) {
  return [=](lanewise_operator** op) {
    Layer layer(static_cast<size_t>(n), static_cast<size_t>(k), kind.output, kind.weights);
    return lanewise_create_fully_connected_s8(m, k, n, &layer.scaling, layer.weights.data(), layer.bias.data(), op);
  };
}

}  // namespace

void add_gemm(std::vector<Workload>& workloads) {
  const int32_t m = 240, n = 256, k = 256;
  for (const Kind& kind :
       {Kind{Output::kRectified, Weights::kProven, "rectified"}, Kind{Output::kGeneral, Weights::kProven, "general"},
        Kind{Output::kRectified, Weights::kWithMinus128, "rectified with -128"},
        Kind{Output::kGeneral, Weights::kWithMinus128, "general with -128"}}) {
    const std::string shape = std::string(" M=240 N=256 K=256 ") + kind.name;
    add_at_each_level(workloads, "gemm", "conv2d 1x1" + shape, int64_t{m} * n * k, conv2d(m, n, k, kind));
    add_at_each_level(workloads, "gemm", "fully_connected" + shape, int64_t{m} * n * k, fully_connected(m, n, k, kind));
  }
}

void add_small_k(std::vector<Workload>& workloads) {
  const Kind kind = {Output::kRectified, Weights::kProven, ""};
  for (int32_t k : {1, 3, 9, 16, 27, 32, 64, 128, 512}) {
    for (int32_t m : {1, 4, 49, 196}) {
      for (int32_t n : {1, 8, 10, 64, 256}) {
        const std::string name = "M=" + std::to_string(m) + " N=" + std::to_string(n) + " K=" + std::to_string(k);
        add_at_each_level(workloads, "small-k", name, int64_t{m} * n * k, conv2d(m, n, k, kind));
      }
    }
  }
}

}  // namespace lanewise::benchmarks
