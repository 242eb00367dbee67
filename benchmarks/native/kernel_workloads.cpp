// SPDX-License-Identifier: Apache-2.0
// Rows of microkernel tables, called as their operators call them.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

#include "data.h"
#include "depthwise/depthwise_s8.h"
#include "gemm/gemm_s8.h"
#include "matmul/dense_s8.h"
#include "operator/operator.h"
#include "operator_task.h"
#include "registry/registry.h"
#include "samples/layer.h"
#include "samples/window.h"
#include "winograd/winograd_conv2d_s8.h"
#include "workload.h"

namespace lanewise::benchmarks {
namespace {

using samples::Layer;
using samples::Output;
using samples::output_elements;
using samples::same_window;

Workload kernel_workload(const Microkernel& row, const std::string& shape, size_t macs, std::function<Task()> prepare) {
  return {"kernel", isa_name(row.isa), std::string(row.name) + " " + shape, static_cast<int64_t>(macs),
          "MAC",    std::move(prepare)};
}

OutputS8 output_of(const Layer& layer, size_t channels) {
  OutputS8 output;
  if (!read_output_s8(&layer.requantization, channels, &output)) std::abort();
  return output;
}

struct GemmShape {
  std::string name;
  size_t rows, columns, segments, length;
  Output output;
  size_t zeros;  // percent of blocks
};

Task gemm_task(const GemmS8Row& row, const GemmShape& shape) {
  struct Data {
    AlignedBytes packed, a, c;
    std::vector<const int8_t*> rows;
    std::vector<size_t> offsets;
    GemmS8Call call;
  };
  Layer layer(shape.columns, shape.segments * shape.length, shape.output);
  layer.prune(shape.zeros);
  const GemmS8 gemm = plan_gemm_s8(&row, {layer.weights.data(), 1, shape.columns, shape.segments, shape.length},
                                   output_of(layer, shape.columns));
  const size_t row_bytes = shape.segments * gemm.read_bytes;
  auto data = std::make_shared<Data>(Data{AlignedBytes(gemm.packed_bytes),
                                          AlignedBytes(shape.rows * row_bytes),
                                          AlignedBytes(shape.rows * shape.columns),
                                          {},
                                          {},
                                          {}});
  std::fill_n(data->packed.as<uint8_t>(), data->packed.size(), uint8_t{0});
  for (size_t s = 0; s < shape.segments; s++) data->offsets.push_back(s * gemm.read_bytes);
  const lanewise_requantization& r = layer.requantization;
  pack_gemm_s8(gemm, data->offsets.data(),
               {layer.weights.data(), layer.bias.data(), r.input_zero_point, r.multipliers, r.shifts, nullptr, nullptr},
               data->packed.as<uint8_t>());
  Bits bits;
  data->a.fill_int8(bits);
  for (size_t m = 0; m < shape.rows; m++) data->rows.push_back(data->a.as<int8_t>() + m * row_bytes);
  data->call = {shape.rows,           shape.columns,      data->rows.data(), shape.segments,
                data->offsets.data(), gemm.segment_bytes, panel_at(gemm, data->packed.as<uint8_t>(), 0),
                data->c.as<int8_t>(), shape.columns,      gemm.output,        nullptr,
                row.skips_zeros()};
  return {row.name, [kernel = row.run, call = &data->call, data] { kernel(*call); }};
}

/** Kernels that skip zeros with several shares of them, counted as if they skipped none. */
void add_row(const GemmS8Row& row, std::vector<Workload>& workloads) {
  std::vector<GemmShape> shapes = {{"48x64 K=256 rectified", 48, 64, 1, 256, Output::kRectified, 0},
                                   {"48x16 K=3x48 general", 48, 16, 3, 48, Output::kGeneral, 0}};
  if (row.skips_zeros()) {
    for (size_t zeros : {10, 20, 30, 50, 75}) {
      const std::string share = std::to_string(zeros) + " % zeros";
      shapes.push_back({"48x64 K=256 " + share, 48, 64, 1, 256, Output::kRectified, zeros});
    }
    shapes.push_back({"48x16 K=3x48 50 % zeros", 48, 16, 3, 48, Output::kGeneral, 50});
  }
  for (const GemmShape& shape : shapes) {
    workloads.push_back(kernel_workload(row, shape.name, shape.rows * shape.columns * shape.segments * shape.length,
                                        [&row, shape] { return gemm_task(row, shape); }));
  }
}

Task depthwise_task(const DepthwiseS8Row& row, size_t width, size_t stride, size_t pixels, size_t channels) {
  struct Data {
    AlignedBytes panels, image, out;
    std::vector<size_t> offsets;
    DepthwiseS8Call call;
  };
  const size_t taps = width * width, panel_count = round_up(channels, row.nr) / row.nr;
  const size_t line = (pixels * stride + width) * channels;
  Layer layer(channels, taps, Output::kRectified);
  auto data = std::make_shared<Data>(Data{AlignedBytes(panel_count * depthwise_panel_bytes(row, taps)),
                                          AlignedBytes(width * line), AlignedBytes(pixels * channels), {}, {}});
  Bits bits;
  data->image.fill_int8(bits);
  std::fill_n(data->panels.as<uint8_t>(), data->panels.size(), uint8_t{0});
  pack_depthwise_s8(row, taps, channels, channels, layer.requantization, layer.weights.data(), layer.bias.data(),
                    data->panels.as<uint8_t>());
  for (size_t y = 0; y < width; y++) {
    for (size_t x = 0; x < width; x++) data->offsets.push_back(y * line + x * channels);
  }
  data->call = {1, pixels, data->image.as<int8_t>(), 0, stride * channels, taps, data->offsets.data(), channels,
                data->panels.as<uint8_t>(), data->out.as<int8_t>(), 0, output_of(layer, channels)};
  return {row.name, [kernel = row.run, call = &data->call, data] { kernel(*call); }};
}

void add_row(const DepthwiseS8Row& row, std::vector<Workload>& workloads) {
  struct Shape {
    size_t width, stride, pixels, channels;
  };
  for (const Shape& s : {Shape{3, 1, 24, 32}, Shape{3, 2, 12, 64}, Shape{5, 1, 12, 64}}) {
    if ((row.taps != 0 && row.taps != s.width * s.width) || (row.kr > 1 && s.stride > 1)) continue;
    char name[80];
    std::snprintf(name, sizeof name, "%zux%zu stride %zu %zu pixels of %zu", s.width, s.width, s.stride, s.pixels,
                  s.channels);
    workloads.push_back(kernel_workload(row, name, s.pixels * s.channels * s.width * s.width, [&row, s] {
      return depthwise_task(row, s.width, s.stride, s.pixels, s.channels);
    }));
  }
}

Task dense_task(const DenseS8Row& row, size_t depth, size_t columns) {
  struct Data {
    AlignedBytes row, tail, weights, bias, sums;
    DenseS8Call call;
  };
  const size_t whole = depth / kDenseStep * kDenseStep;
  auto data = std::make_shared<Data>(Data{AlignedBytes(depth),
                                          AlignedBytes(kDenseStep),
                                          AlignedBytes(round_up(depth, kDenseStep) * columns),
                                          AlignedBytes(columns * sizeof(int32_t)),
                                          AlignedBytes(columns * sizeof(int32_t)),
                                          {}});
  Bits bits;
  data->row.fill_int8(bits);
  std::fill_n(data->tail.as<int8_t>(), kDenseStep, int8_t{0});
  for (size_t i = 0; i < data->weights.size(); i++) data->weights.as<int8_t>()[i] = bits.proven_weight();
  std::fill_n(data->bias.as<int32_t>(), columns, 1000);
  data->call = {data->row.as<int8_t>(),
                whole,
                whole == depth ? nullptr : data->tail.as<int8_t>(),
                data->weights.as<int8_t>(),
                data->bias.as<int32_t>(),
                columns,
                data->sums.as<int32_t>()};
  return {row.name, [kernel = row.run, call = &data->call, data] { kernel(*call); }};
}

void add_row(const DenseS8Row& row, std::vector<Workload>& workloads) {
  struct Shape {
    size_t depth, columns;
  };
  for (const Shape& s : {Shape{256, 64}, Shape{72, 16}}) {
    const std::string name = "1x" + std::to_string(s.columns) + " K=" + std::to_string(s.depth);
    workloads.push_back(
        kernel_workload(row, name, s.depth * s.columns, [&row, s] { return dense_task(row, s.depth, s.columns); }));
  }
}

// All steps, as a whole convolution; products are counted as those of the plain algorithm.
void add_row(const WinogradS8Row& row, std::vector<Workload>& workloads) {
  for (const lanewise_window& w : {same_window(32, 16, 16, 3, 1), same_window(16, 64, 64, 3, 1)}) {
    const std::string name = std::string(row.name) + " " + std::to_string(w.input_width) + "x" +
                             std::to_string(w.input_height) + "x" + std::to_string(w.input_channels);
    workloads.push_back(
        operator_workload("kernel", isa_name(row.isa), name, output_elements(w) * 9 * w.input_channels, "MAC",
                          [&row, w](lanewise_operator** op) {
                            const size_t channels = static_cast<size_t>(w.output_channels);
                            const Layer layer(channels, 9 * static_cast<size_t>(w.input_channels), Output::kRectified);
                            return create_winograd_conv2d_s8(&row, w, layer.requantization, output_of(layer, channels),
                                                             layer.weights.data(), layer.bias.data(), op);
                          }));
  }
}

template <typename Row>
void add_rows(const Microkernels<Row>& table, std::vector<Workload>& workloads) {
  for (const Row& row : table) {
    if (row.isa <= cpu_isa()) {
      add_row(row, workloads);
    } else {
      std::fprintf(stderr, "%s: not measured, this core is only %s\n", row.name, isa_name(cpu_isa()));
    }
  }
}

/** Kernels of a level of their own are measured alone; the others at the operators that they belong to. */
void complain_of_missing_rows(const std::vector<Workload>& workloads) {
  for (const RegisteredMicrokernel& row : kMicrokernels) {
    if (row.isa == Isa::kGeneric || row.isa > cpu_isa()) continue;
    const auto is_of_row = [&row](const Workload& w) {
      return w.name.compare(0, std::strlen(row.name), row.name) == 0;
    };
    if (std::any_of(workloads.begin(), workloads.end(), is_of_row)) continue;
    std::fprintf(stderr, "%s: kernel_workloads.cpp does not know its table\n", row.name);
    std::abort();
  }
}

}  // namespace

void add_kernels(std::vector<Workload>& workloads) {
  add_rows(kGemmS8Table, workloads);
  add_rows(kDepthwiseS8Table, workloads);
  add_rows(kWinogradS8Table, workloads);
  add_rows(kDenseS8Table, workloads);
  complain_of_missing_rows(workloads);
}

}  // namespace lanewise::benchmarks
