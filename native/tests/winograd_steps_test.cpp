// SPDX-License-Identifier: Apache-2.0
// The three steps of every Winograd row of the table that this core can run (winograd_s8.h), each by itself: every
// value.
#include <gtest/gtest.h>

#include "broken_kernels.h"
#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "preserved_registers.h"
#include "quantization/requantize.h"
#include "quantized_layer.h"
#include "winograd/winograd_s8.h"

namespace lanewise::testing {
namespace {

/** B' and A' of winograd_s8.h. */
constexpr int kInput[4][4] = {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}};
constexpr int kOutput[2][4] = {{1, 1, 1, 0}, {0, 1, -1, -1}};

constexpr size_t kLanes = 8;  // input channels that are worked on together

/** The band of an image that a step is called for. */
struct Band {
  size_t first, last, tiles_per_row, room;
  size_t input_channels, output_channels;

  size_t tiles() const { return last - first; }
  size_t place_of_v(size_t place) const { return place * room * input_channels; }
  size_t place_of_m(size_t place) const { return place * room * output_channels; }
  WinogradS8Call call() const {
    WinogradS8Call call = {};
    call.first = first;
    call.last = last;
    call.tiles_per_row = tiles_per_row;
    call.band_tiles = room;
    call.input_channels = input_channels;
    call.output_channels = output_channels;
    return call;
  }
};

/** Where a value is whose column counts `lanes` channels of all places, then the next channels. */
struct Column {
  size_t place, channel;

  Column(size_t column, size_t lanes)
      : place(column / lanes % kWinogradPlaces), channel(column / lanes / kWinogradPlaces * lanes + column % lanes) {}
};

void broken_transform_input(const WinogradS8Call& call) {
  run_broken(
      call.v, call.last - call.first, kWinogradPlaces * call.input_channels, 1, kWinogradPlaces * kLanes,
      [&] { broken_row<WinogradS8Row>->steps.transform_input(call); },
      [&](size_t tile, size_t column) {
        const Column at(column, kLanes);
        return (at.place * call.band_tiles + tile) * call.input_channels + at.channel;
      });
}

void broken_multiply(const WinogradS8Call& call) {
  run_broken(
      call.m, call.last - call.first, kWinogradPlaces * call.output_channels, broken_row<WinogradS8Row>->mr,
      kWinogradPlaces * kWinogradNr, [&] { broken_row<WinogradS8Row>->steps.multiply(call); },
      [&](size_t tile, size_t column) {
        const Column at(column, kWinogradNr);
        return (at.place * call.band_tiles + tile) * call.output_channels + at.channel;
      });
}

/** Blocks are 2 x 2 pixels of 16 channels. Each corner of a tile's places counts in one of its four outputs alone: with
 *  4 more there, that is one larger. */
void broken_transform_output(const WinogradS8Call& call) {
  std::vector<int32_t> m(call.m, call.m + kWinogradPlaces * call.band_tiles * call.output_channels);
  std::vector<std::pair<int8_t*, int8_t>> before;
  for_each_wrong_cell(
      call.output_height, call.output_width * kWinogradNr, 2, 2 * kWinogradNr, [&](size_t y, size_t column) {
        const size_t x = column / kWinogradNr, tile = y / 2 * call.tiles_per_row + x / 2;
        if (tile < call.first || tile >= call.last) return;
        for (size_t c = column % kWinogradNr; c < call.output_channels; c += kWinogradNr) {
          const size_t corner = y % 2 * 12 + x % 2 * 3;
          m[(corner * call.band_tiles + tile - call.first) * call.output_channels + c] += y % 2 == x % 2 ? 4 : -4;
          int8_t* out = call.out + (y * call.output_width + x) * call.output_channels + c;
          before.emplace_back(out, *out);
        }
      });
  WinogradS8Call other = call;
  if (mutant->change == Change::kPlusOne) other.m = m.data();
  broken_row<WinogradS8Row>->steps.transform_output(other);
  if (mutant->change == Change::kPlusOne) return;
  for (const auto& [out, value] : before) *out = value;
}

class WinogradStepsTest : public ::testing::TestWithParam<const WinogradS8Row*> {
 protected:
  static const WinogradS8Row& kernel() { return *GetParam(); }

  static void check_transform_input(const Band& band, Guard guard);
  static void check_multiply(const Band& band, Guard guard);
  static void check_transform_output(const Band& band, size_t height, size_t width, const Showing& showing,
                                     Guard guard);
};

void WinogradStepsTest::check_transform_input(const Band& band, Guard guard) {
  Random random(1);
  const size_t channels = band.input_channels, row_bytes = (2 * band.tiles_per_row + 2) * channels;
  const size_t rows = 2 * ((band.last - 1) / band.tiles_per_row) + 4;
  auto image = GuardedBuffer<int8_t>::of(random.int8s(rows * row_bytes), guard);
  image.make_read_only();
  GuardedBuffer<int16_t> v(kWinogradPlaces * band.room * channels, guard);
  WinogradS8Call call = band.call();
  call.image = image.data();
  call.image_row_bytes = row_bytes;
  call.v = v.data();
  checked_call(under_test(kernel(), kernel().steps.transform_input, broken_transform_input), call);
  for (size_t tile = 0; tile < band.tiles(); tile++) {
    const size_t top = 2 * ((band.first + tile) / band.tiles_per_row),
                 left = 2 * ((band.first + tile) % band.tiles_per_row);
    for (size_t i = 0; i < kWinogradPlaces * channels; i++) {
      const size_t place = i / channels, channel = i % channels;
      int expected = 0;
      for (size_t cell = 0; cell < 16; cell++) {
        expected += kInput[place / 4][cell / 4] * kInput[place % 4][cell % 4] *
                    image[(top + cell / 4) * row_bytes + (left + cell % 4) * channels + channel];
      }
      ASSERT_EQ(expected, v[band.place_of_v(place) + tile * channels + channel])
          << "tile " << tile << " place " << place;
    }
  }
}

void WinogradStepsTest::check_multiply(const Band& band, Guard guard) {
  Random random(2);
  const size_t depth = band.input_channels, panel_bytes = kWinogradNr * (sizeof(int32_t) + depth * sizeof(int16_t));
  const size_t panels_of_place = band.output_channels / kWinogradNr;
  GuardedBuffer<int16_t> v(kWinogradPlaces * band.room * depth, guard);
  for (int16_t& value : v) value = static_cast<int16_t>(random.between(-512, 512));
  GuardedBuffer<uint8_t> panels(kWinogradPlaces * panels_of_place * panel_bytes, guard);
  for (size_t at = 0; at < panels.size(); at += panel_bytes) {
    int32_t* bias = reinterpret_cast<int32_t*>(panels.data() + at);
    int16_t* weights = reinterpret_cast<int16_t*>(bias + kWinogradNr);
    for (size_t n = 0; n < kWinogradNr; n++) bias[n] = random.between(-(1 << 29), 1 << 29);
    for (size_t i = 0; i < depth * kWinogradNr; i++) weights[i] = static_cast<int16_t>(random.between(-1152, 1152));
  }
  v.make_read_only(), panels.make_read_only();
  GuardedBuffer<int32_t> m(kWinogradPlaces * band.room * band.output_channels, guard);
  WinogradS8Call call = band.call();
  call.v = v.data();
  call.m = m.data();
  call.panels = panels.data();
  call.panel_bytes = panel_bytes;
  checked_call(under_test(kernel(), kernel().steps.multiply, broken_multiply), call);
  for (size_t i = 0; i < kWinogradPlaces * band.tiles() * band.output_channels; i++) {
    const size_t place = i / band.output_channels / band.tiles(), tile = i / band.output_channels % band.tiles();
    const size_t n = i % band.output_channels, panel = place * panels_of_place + n / kWinogradNr;
    const int32_t* bias = reinterpret_cast<const int32_t*>(panels.data() + panel * panel_bytes);
    const int16_t* weights = reinterpret_cast<const int16_t*>(bias + kWinogradNr) + n % kWinogradNr;
    int64_t sum = bias[n % kWinogradNr];
    for (size_t k = 0; k < depth; k++) sum += v[band.place_of_v(place) + tile * depth + k] * weights[k * kWinogradNr];
    ASSERT_EQ(sum, m[band.place_of_m(place) + tile * band.output_channels + n])
        << "place " << place << " tile " << tile;
  }
}

/** Outputs are chosen, and the corners of each tile's places such that they come out. */
void WinogradStepsTest::check_transform_output(const Band& band, size_t height, size_t width, const Showing& showing,
                                               Guard guard) {
  Random random(3);
  const size_t channels = band.output_channels;
  QuantizedLayer layer(random, channels, 1, Weights::kProven, showing.shifts);
  layer.show_sums(showing, std::vector<int32_t>(channels));
  const lanewise_requantization& r = layer.requantization;
  std::vector<int32_t> scales;
  for (size_t c = 0; c < channels; c += kWinogradNr) {
    scales.insert(scales.end(), kWinogradNr, layer.multipliers[0]);
    scales.insert(scales.end(), kWinogradNr, std::min(layer.shifts[0], 0));
    scales.insert(scales.end(), kWinogradNr, std::max(layer.shifts[0], 0));
  }
  GuardedBuffer<int32_t> m(kWinogradPlaces * band.room * channels, guard);
  GuardedBuffer<int8_t> out(height * width * channels, guard);
  std::vector<int> expected(out.size(), kPoison);  // outside of the band
  for (size_t i = 0; i < band.tiles() * channels; i++) {
    const size_t tile = i / channels, c = i % channels;
    const size_t top = 2 * ((band.first + tile) / band.tiles_per_row),
                 left = 2 * ((band.first + tile) % band.tiles_per_row);
    int32_t* places = m.data() + tile * channels + c;
    for (size_t place = 0; place < kWinogradPlaces; place++)
      places[band.place_of_m(place)] = random.between(-(1 << 20), 1 << 20);
    for (size_t cell = 0; cell < 4; cell++) {
      const size_t row = cell / 2, column = cell % 2, corner = 12 * row + 3 * column;
      const int32_t sum = showing.lowest + random.between(0, 255);
      int32_t rest = 0;
      for (size_t place = 0; place < kWinogradPlaces; place++) {
        if (place != corner)
          rest += kOutput[row][place / 4] * kOutput[column][place % 4] * places[band.place_of_m(place)];
      }
      places[band.place_of_m(corner)] = (4 * sum - rest) * (row == column ? 1 : -1);
      if (top + row >= height || left + column >= width) continue;
      expected[((top + row) * width + left + column) * channels + c] =
          requantize(sum, r.multipliers[c], r.shifts[c], r.output_zero_point, r.output_minimum, r.output_maximum);
    }
  }
  m.make_read_only();
  WinogradS8Call call = band.call();
  ASSERT_TRUE(read_output_s8(&r, channels, &call.output));
  call.output_height = height;
  call.output_width = width;
  call.m = m.data();
  call.scales = scales.data();
  call.out = out.data();
  checked_call(under_test(kernel(), kernel().steps.transform_output, broken_transform_output), call);
  for (size_t i = 0; i < out.size(); i++) ASSERT_EQ(expected[i], int{out[i]}) << "output " << i;
}

TEST_P(WinogradStepsTest, TransformInput) {
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    for (size_t channels : {8, 24}) {
      check_transform_input({0, 6, 3, 6, channels, 16}, guard);
      check_transform_input({2, 7, 4, 12, channels, 16}, guard);
    }
  }
}

TEST_P(WinogradStepsTest, Multiply) {
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    for (size_t tiles = 1; tiles <= 2 * kernel().mr + 1; tiles++) {
      if (shows_nothing_new(tiles, kWinogradPlaces * kWinogradNr, kernel().mr, kWinogradPlaces * kWinogradNr)) continue;
      check_multiply({3, 3 + tiles, 2, tiles + 1, 8, 16}, guard);
      check_multiply({0, tiles, 2, tiles, 24, 32}, guard);
    }
  }
}

// Images of even and odd sizes, whole and from the second tile on.
TEST_P(WinogradStepsTest, TransformOutput) {
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    for (const Showing& showing : kShowings) {
      if (showing.shifts == Shifts::kDouble || showing.shifts == Shifts::kFloat) continue;  // not by Winograd
      for (size_t height : {3, 4}) {
        for (size_t width : {5, 6}) {
          check_transform_output({0, 6, 3, 6, 8, 16}, height, width, showing, guard);
          check_transform_output({1, 5, 3, 12, 8, 32}, height, width, showing, guard);
        }
      }
    }
  }
}

// Not every platform has such rows.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(WinogradStepsTest);
INSTANTIATE_TEST_SUITE_P(Table, WinogradStepsTest, ::testing::ValuesIn(runnable_rows(kWinogradS8Table)), RowName());

}  // namespace

std::vector<Mutants> mutants() {
  constexpr size_t kColumns = kWinogradPlaces * kWinogradNr;
  std::vector<Mutants> all;
  for (const WinogradS8Row* row : runnable_rows(kWinogradS8Table)) {
    const WinogradS8Row& kernel = *row;
    const auto add = [&](const char* step, const std::vector<size_t>& rows, const std::vector<size_t>& columns) {
      Mutants of_step = {
          "winograd_s8", kernel.name + std::string(" ") + step, std::string("*.") + step + "/" + kernel.name, {}};
      for (Change change : {Change::kPlusOne, Change::kUnwritten}) add_mutants(change, rows, columns, &of_step.all);
      all.push_back(of_step);
    };
    add("TransformInput", {1}, {kWinogradPlaces * kLanes});
    add("Multiply", block_sizes(kernel.mr), {kColumns});
    add("TransformOutput", {1, 2}, {kWinogradNr, 2 * kWinogradNr});
  }
  return all;
}

}  // namespace lanewise::testing
