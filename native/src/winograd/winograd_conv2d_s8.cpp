// SPDX-License-Identifier: Apache-2.0
#include "winograd/winograd_conv2d_s8.h"

#include <algorithm>

#include "window/window_rows.h"
#include "winograd/pack_winograd_s8.h"

namespace lanewise {
namespace {

// What a band takes, so that it stays in the L2 cache beside the weights, in whole tiles of the kernels.
constexpr size_t kBandBytes = 96 * 1024, kBandStep = 12, kLargestBand = 96;

constexpr size_t kBandsPerRound = 8;  // which threads share, each with memory of its own

// A unit is a band, all three steps.
struct WinogradConv2dS8 : lanewise_operator {
  WindowRows rows;
  const WinogradS8Functions* steps;
  size_t tiles, bands, rounds_per_image;
  WinogradS8Call call;  // what all bands have in common
  size_t bands_at, band_bytes, m_at;  // the bands' memory in the workspace; where m is in that of a band
};

// The padded copy of an image, in its first round.
void copy(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const WinogradConv2dS8& op = static_cast<const WinogradConv2dS8&>(base);
  if (part.round % op.rounds_per_image != 0) return;
  copy_image<WinogradConv2dS8>(base, buffers, {part.round / op.rounds_per_image, part.begin, part.end});
}

void run_bands(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const WinogradConv2dS8& op = static_cast<const WinogradConv2dS8&>(base);
  WinogradS8Call call = op.call;
  const size_t image = part.round / op.rounds_per_image, first = part.round % op.rounds_per_image * kBandsPerRound;
  const uintptr_t workspace = round_up(reinterpret_cast<uintptr_t>(buffers[2].data), kAlignment);
  call.image = reinterpret_cast<const int8_t*>(image_of(op.rows, buffers, image));
  call.out =
      static_cast<int8_t*>(buffers[1].data) + image * call.output_height * call.output_width * call.output_channels;
  for (size_t i = part.begin; i < part.end && first + i < op.bands; i++) {
    uint8_t* memory = reinterpret_cast<uint8_t*>(workspace + op.bands_at + i * op.band_bytes);
    call.v = reinterpret_cast<int16_t*>(memory);
    call.m = reinterpret_cast<int32_t*>(memory + op.m_at);
    call.first = (first + i) * call.band_tiles;
    call.last = std::min(call.first + call.band_tiles, op.tiles);
    op.steps->transform_input(call);
    op.steps->multiply(call);
    op.steps->transform_output(call);
  }
}

size_t band_tiles(size_t tiles, size_t input_channels, size_t output_channels) {
  const size_t tile_bytes = kWinogradPlaces * (input_channels * sizeof(int16_t) + output_channels * sizeof(int32_t));
  const size_t most = std::min(kBandBytes / tile_bytes, kLargestBand);
  return std::min(tiles, std::max(most / kBandStep, size_t{1}) * kBandStep);
}

}  // namespace

bool winograd_fits(const lanewise_window& w, const lanewise_requantization& r, const int8_t* weights,
                   const int32_t* bias) {
  if (w.kernel_height != 3 || w.kernel_width != 3 || w.stride_height != 1 || w.stride_width != 1 ||
      w.dilation_height != 1 || w.dilation_width != 1 || w.groups != 1 || w.input_channels % 8 != 0 ||
      w.output_channels % kWinogradNr != 0) {
    return false;
  }
  const size_t depth = 9 * static_cast<size_t>(w.input_channels);
  for (size_t n = 0; n < static_cast<size_t>(w.output_channels); n++) {
    int64_t bound = bias == nullptr ? 0 : std::abs(int64_t{bias[n]});
    for (size_t k = 0; k < depth; k++)
      bound += std::abs(int64_t{weights[n * depth + k]}) * (128 + std::abs(r.input_zero_point));
    if (bound >= (1 << 29)) return false;
  }
  return true;
}

size_t winograd_percent(const lanewise_window& window) {
  return 60 + static_cast<size_t>(320 / window.input_channels + 320 / window.output_channels);
}

lanewise_status create_winograd_conv2d_s8(const WinogradS8Row* kernel, const lanewise_window& window,
                                          const lanewise_requantization& requantization, const OutputS8& output,
                                          const int8_t* weights, const int32_t* bias, lanewise_operator** result) {
  const size_t input_channels = static_cast<size_t>(window.input_channels);
  const size_t output_channels = static_cast<size_t>(window.output_channels);
  const WinogradSizes sizes = winograd_sizes(input_channels, output_channels);
  const size_t offsets_bytes = round_up(3 * sizeof(size_t), kAlignment);
  if (sizes.panels_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  WinogradConv2dS8* op = new_operator<WinogradConv2dS8>(offsets_bytes + sizes.panels_bytes + sizes.scales_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  // Windows of an even number of outputs each way, so that every tile is whole.
  lanewise_window even = window;
  even.output_height += window.output_height % 2;
  even.output_width += window.output_width % 2;
  uint8_t* panels = payload(op) + offsets_bytes;
  int32_t* scales = reinterpret_cast<int32_t*>(panels + sizes.panels_bytes);
  op->rows = window_rows(even, convolution_segments(even),
                         {1, 1, 3 * input_channels, 0, static_cast<uint8_t>(requantization.input_zero_point)},
                         reinterpret_cast<size_t*>(payload(op)));
  op->microkernel = kernel;
  op->steps = &kernel->steps;
  WinogradS8Call& call = op->call;
  call.tiles_per_row = op->rows.output_width / 2;
  op->tiles = op->rows.output_height / 2 * call.tiles_per_row;
  call.band_tiles = band_tiles(op->tiles, input_channels, output_channels);
  op->bands = (op->tiles + call.band_tiles - 1) / call.band_tiles;
  call.input_channels = input_channels;
  call.output_channels = output_channels;
  call.output_height = static_cast<size_t>(window.output_height);
  call.output_width = static_cast<size_t>(window.output_width);
  call.image_row_bytes = op->rows.row_step;
  call.panels = panels;
  call.panel_bytes = sizes.panel_bytes;
  call.scales = scales;
  call.output = output;
  const size_t bands_per_round = std::min(op->bands, kBandsPerRound);
  op->rounds_per_image = (op->bands + kBandsPerRound - 1) / kBandsPerRound;
  op->bands_at = round_up(op->rows.workspace_size, kAlignment);
  op->m_at = round_up(kWinogradPlaces * call.band_tiles * input_channels * sizeof(int16_t), kAlignment);
  op->band_bytes = op->m_at + kWinogradPlaces * call.band_tiles * output_channels * sizeof(int32_t);
  op->workspace_size = op->bands_at + bands_per_round * op->band_bytes + kAlignment;
  op->input_count = 1;
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * call.output_height * call.output_width * output_channels;
  op->rounds = op->rows.batch * op->rounds_per_image;
  if (op->rows.copies) add_phase(op, copy, op->rows.image.rows, op->rows.image.row_bytes / 16);
  add_phase(op, run_bands, bands_per_round, kWinogradPlaces * call.band_tiles * input_channels * output_channels);
  pack_winograd_s8(sizes, requantization, weights, bias, panels, scales);
  *result = op;
  return LANEWISE_OK;
}

}  // namespace lanewise
