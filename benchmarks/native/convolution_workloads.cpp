// SPDX-License-Identifier: Apache-2.0
// conv2d, depthwise_conv2d and fully_connected at the shapes of small image and speech networks.
#include "data.h"
#include "operator_task.h"
#include "window.h"

namespace lanewise::benchmarks {
namespace {

std::string name_of(const char* family, const lanewise_window& w) {
  char name[100];
  std::snprintf(name, sizeof name, "%s %dx%d stride %d %dx%dx%d->%d", family, w.kernel_height, w.kernel_width,
                w.stride_height, w.input_height, w.input_width, w.input_channels, w.output_channels);
  return name;
}

void add_conv2d(std::vector<Workload>& workloads, const lanewise_window& window) {
  const int products = window.kernel_height * window.kernel_width * window.input_channels;
  add_at_each_level(
      workloads, "operator", name_of("conv2d", window), output_elements(window) * products,
      [=](lanewise_operator** op) {
        Layer layer(static_cast<size_t>(window.output_channels), static_cast<size_t>(products), Output::kRectified);
        return lanewise_create_conv2d_s8(&window, &layer.requantization, layer.weights.data(), layer.bias.data(), op);
      });
}

void add_depthwise(std::vector<Workload>& workloads, const lanewise_window& window) {
  const int taps = window.kernel_height * window.kernel_width;
  add_at_each_level(workloads, "operator", name_of("depthwise", window), output_elements(window) * taps,
                    [=](lanewise_operator** op) {
                      Layer layer(static_cast<size_t>(window.output_channels), static_cast<size_t>(taps),
                                  Output::kRectified);
                      return lanewise_create_depthwise_conv2d_s8(&window, &layer.requantization, layer.weights.data(),
                                                                 layer.bias.data(), op);
                    });
}

void add_dense(std::vector<Workload>& workloads, int32_t depth, int32_t columns) {
  const std::string name = "fully_connected 1x" + std::to_string(depth) + "->" + std::to_string(columns);
  add_at_each_level(workloads, "operator", name, int64_t{depth} * columns, [=](lanewise_operator** op) {
    Layer layer(static_cast<size_t>(columns), static_cast<size_t>(depth), Output::kGeneral);
    return lanewise_create_fully_connected_s8(1, depth, columns, &layer.scaling, layer.weights.data(),
                                              layer.bias.data(), op);
  });
}

}  // namespace

void add_convolutions(std::vector<Workload>& workloads) {
  struct Conv2d {
    int size, channels, outputs, kernel, stride;
  };
  for (const Conv2d& c :
       {Conv2d{32, 3, 16, 3, 1}, Conv2d{96, 3, 8, 3, 2}, Conv2d{32, 16, 16, 3, 1}, Conv2d{16, 32, 32, 3, 1},
        Conv2d{8, 64, 64, 3, 1}, Conv2d{32, 16, 32, 3, 2}, Conv2d{48, 8, 16, 1, 1}, Conv2d{24, 16, 32, 1, 1},
        Conv2d{12, 64, 64, 1, 1}, Conv2d{6, 128, 128, 1, 1}, Conv2d{3, 256, 256, 1, 1}, Conv2d{32, 16, 32, 1, 2},
        Conv2d{14, 32, 64, 5, 1}}) {
    add_conv2d(workloads, same_window(c.size, c.channels, c.outputs, c.kernel, c.stride));
  }
  struct Depthwise {
    int size, channels, multiplier, kernel, stride;
  };
  for (const Depthwise& d :
       {Depthwise{48, 8, 1, 3, 1}, Depthwise{48, 8, 1, 3, 2}, Depthwise{24, 32, 1, 3, 1}, Depthwise{24, 32, 1, 3, 2},
        Depthwise{12, 64, 1, 3, 1}, Depthwise{12, 64, 1, 3, 2}, Depthwise{6, 128, 1, 3, 1}, Depthwise{12, 64, 1, 5, 1},
        Depthwise{12, 64, 1, 5, 2}, Depthwise{24, 16, 2, 3, 1}, Depthwise{24, 3, 8, 3, 1}}) {
    lanewise_window window = same_window(d.size, d.channels, d.channels * d.multiplier, d.kernel, d.stride);
    window.groups = d.channels;
    add_depthwise(workloads, window);
  }
  add_dense(workloads, 64, 10);
  add_dense(workloads, 256, 10);
  add_dense(workloads, 256, 256);
  add_dense(workloads, 640, 128);
}

}  // namespace lanewise::benchmarks
