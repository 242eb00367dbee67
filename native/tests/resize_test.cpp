// SPDX-License-Identifier: Apache-2.0
// Resizes against the reference, to the last bit.
#include <gtest/gtest.h>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/resize.h"

namespace lanewise::testing {
namespace {

std::vector<lanewise_resize> resizes(int32_t channels) {
  constexpr int32_t kSizes[][2] = {{1, 1}, {1, 5}, {5, 1}, {3, 6}, {6, 3}, {4, 7}, {7, 4}, {9, 10}, {2, 33}, {33, 2}};
  std::vector<lanewise_resize> all;
  for (const auto& height : kSizes) {
    for (const auto& width : {kSizes[1], kSizes[3], kSizes[6], kSizes[9]}) {
      for (int grid = 0; grid < 3; grid++) {
        all.push_back({2, channels, height[0], width[0], height[1], width[1], grid == 1, grid == 2});
      }
    }
  }
  return all;
}

size_t inputs(const lanewise_resize& r) {
  return static_cast<size_t>(r.batch * r.input_height * r.input_width * r.channels);
}

size_t outputs(const lanewise_resize& r) {
  return static_cast<size_t>(r.batch * r.output_height * r.output_width * r.channels);
}

template <typename T, typename Reference, typename Create, typename... Arguments>
void check(const lanewise_resize& r, const std::vector<T>& input, Reference reference, Create create,
           Arguments... arguments) {
  SCOPED_TRACE(::testing::Message() << r.input_height << "x" << r.input_width << "x" << r.channels << " to "
                                    << r.output_height << "x" << r.output_width << ", " << r.align_corners
                                    << r.half_pixel_centers);
  std::vector<T> expected(outputs(r));
  reference(r, input.data(), expected.data());
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    expect_equal(expected, run<T>(make(create, &r, arguments...), guard, expected.size(), input));
  }
}

template <typename T, typename Reference, typename Create, typename Values>
void check_bilinear(Reference reference, Create create, Values values) {
  for (int32_t channels : {1, 2, 3, 4, 5, 7, 8, 9, 16, 21}) {
    for (const lanewise_resize& r : resizes(channels)) {
      check<T>(r, values(inputs(r)), reference, create);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

TEST(ResizeBilinearS8, EqualsTheReference) {
  Random random(1);
  check_bilinear<int8_t>(reference::resize_bilinear_s8, lanewise_create_resize_bilinear_s8,
                         [&](size_t n) { return random.int8s(n); });
}

TEST(ResizeBilinearU8, EqualsTheReference) {
  Random random(2);
  check_bilinear<int8_t>(reference::resize_bilinear_u8, lanewise_create_resize_bilinear_u8,
                         [&](size_t n) { return random.int8s(n); });
}

TEST(ResizeBilinearF32, EqualsTheReference) {
  Random random(3);
  check_bilinear<float>(reference::resize_bilinear_f32, lanewise_create_resize_bilinear_f32,
                        [&](size_t n) { return random.floats(n); });
}

void check_bytes(const lanewise_resize& r, const std::vector<int8_t>& input) {
  check<int8_t>(r, input, reference::resize_bilinear_s8, lanewise_create_resize_bilinear_s8);
  check<int8_t>(r, input, reference::resize_bilinear_u8, lanewise_create_resize_bilinear_u8);
}

// Halfway between odd values are ties, at many fractions; both ends of int8.
TEST(ResizeBilinear, TiesAndEndsOfTheRange) {
  const lanewise_resize r = {1, 8, 2, 2, 32, 32, 0, 0};
  for (int low : {-128, -1, 0, 1, 126}) {
    for (int high : {-128, -2, 0, 1, 3, 127}) {
      std::vector<int8_t> input(inputs(r), static_cast<int8_t>(low));
      for (size_t i = 0; i < input.size(); i += 3) input[i] = static_cast<int8_t>(high);
      check_bytes(r, input);
    }
  }
}

// What a scale in units of 2^-10 is off by adds up: the last cells lie beyond the input.
TEST(ResizeBilinear, LargeImages) {
  Random random(4);
  for (const lanewise_resize& r : {lanewise_resize{1, 1, 3, 1, 5000, 1, 1, 0}, {1, 1, 1, 2, 1, 70000, 1, 0},
                                   {1, 1, 1, 70000, 1, 3, 0, 1}, {1, 1, 5000, 1, 4999, 1, 0, 0}}) {
    check_bytes(r, random.int8s(inputs(r)));
  }
}

template <typename T>
void check_nearest(Random& random, const lanewise_resize& r) {
  std::vector<T> input(inputs(r));
  for (T& value : input) value = static_cast<T>(random.between(INT32_MIN, INT32_MAX));
  check<T>(r, input, reference::resize_nearest<T>, lanewise_create_resize_nearest, static_cast<int32_t>(sizeof(T)));
}

TEST(ResizeNearest, CopiesElementsOfEverySize) {
  Random random(5);
  for (int32_t channels : {1, 2, 3, 4, 5, 8, 12, 15, 16, 17, 40}) {
    for (const lanewise_resize& r : resizes(channels)) {
      check_nearest<int8_t>(random, r);
      check_nearest<int16_t>(random, r);
      check_nearest<int32_t>(random, r);
      check_nearest<int64_t>(random, r);
      if (HasFatalFailure()) return;
    }
  }
}

void expect_all_refuse(const lanewise_resize* r) {
  expect_refused(lanewise_create_resize_nearest, r, 1);
  expect_refused(lanewise_create_resize_bilinear_s8, r);
  expect_refused(lanewise_create_resize_bilinear_u8, r);
  expect_refused(lanewise_create_resize_bilinear_f32, r);
}

TEST(Resize, RefusesEveryBadArgument) {
  using R = lanewise_resize;
  const R good = {1, 2, 3, 4, 5, 6, 0, 0};
  expect_all_refuse(nullptr);
  for (auto field : {&R::batch, &R::channels, &R::input_height, &R::input_width, &R::output_height, &R::output_width}) {
    for (int32_t bad : {0, -1, INT32_MIN}) {
      R r = good;
      r.*field = bad;
      expect_all_refuse(&r);
    }
  }
  for (auto field : {&R::input_height, &R::input_width, &R::output_height, &R::output_width}) {
    R r = good;
    r.*field = (1 << 20) + 1;
    expect_all_refuse(&r);
  }
  R both = good, large = good, wide = good;
  both.align_corners = both.half_pixel_centers = 1;
  expect_all_refuse(&both);
  large.batch = large.channels = large.input_height = large.input_width = 1 << 20;
  expect_all_refuse(&large);
  for (int32_t bad : {0, 3, 16, -1, INT32_MIN}) expect_refused(lanewise_create_resize_nearest, &good, bad);
  wide.channels = INT32_MAX / 4;
  expect_refused(lanewise_create_resize_nearest, &wide, 8);
}

}  // namespace
}  // namespace lanewise::testing
