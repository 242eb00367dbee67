// SPDX-License-Identifier: Apache-2.0
// Conversions: the references against the C++ library's rounding and wide integers, the operators against both.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <numeric>

#include "operator_runner.h"
#include "preserved_registers.h"
#include "random_values.h"
#include "reference/conversion.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr Guard kGuards[] = {Guard::kAfter, Guard::kBefore};

int8_t quantize_by_definition(float value, float scale, int32_t zero_point) {
  const float rounded = std::round(value / scale);
  if (std::isnan(rounded)) return static_cast<int8_t>(zero_point);
  return static_cast<int8_t>(std::clamp(static_cast<double>(rounded) + zero_point, -128.0, 127.0));
}

// Bit patterns of floats: all of them if LANEWISE_TEST_EXHAUSTIVE is set, else every 65521st.
TEST(QuantizeF32S8, EveryFloatFollowsTheDefinition) {
  const bool exhaustive = std::getenv("LANEWISE_TEST_EXHAUSTIVE") != nullptr;
  constexpr size_t kChunk = 1 << 12;
  struct {
    float scale;
    int32_t zero_point;
  } cases[] = {{1, 0}, {0.0235f, -128}, {3.1f, 127}};
  for (auto [scale, zero_point] : cases) {
    const OperatorPointer op = make(lanewise_create_quantize_f32_s8, static_cast<int32_t>(kChunk), scale, zero_point);
    std::vector<float> input(kChunk);
    std::vector<int8_t> actual(kChunk), reference(kChunk);
    lanewise_buffer buffers[] = {{input.data(), kChunk * sizeof(float)}, {actual.data(), kChunk}, {nullptr, 0}};
    uint64_t bits = 0;
    while (bits < uint64_t{1} << 32) {
      for (float& value : input) {
        const uint32_t pattern = static_cast<uint32_t>(bits);
        std::memcpy(&value, &pattern, sizeof value);
        bits += exhaustive ? 1 : 65521;
      }
      ASSERT_EQ(LANEWISE_OK, checked_run(op.get(), buffers, 3));
      reference::quantize_f32_s8(kChunk, scale, zero_point, input.data(), reference.data());
      for (size_t i = 0; i < kChunk; i++) {
        const int8_t expected = quantize_by_definition(input[i], scale, zero_point);
        ASSERT_EQ(expected, reference[i]) << input[i] << " / " << scale;
        ASSERT_EQ(expected, actual[i]) << input[i] << " / " << scale;
      }
    }
  }
}

TEST(QuantizeF32S8, TiesGoAwayFromZero) {
  const std::vector<float> input = {0.5f, -0.5f, 1.5f, -1.5f, 2.5f, 0.49999997f, -0.49999997f, 126.5f, -127.5f, 1e30f,
                                    -1e30f, kInfinity, -kInfinity, NAN, 1e-40f, 0};
  expect_equal({1, -1, 2, -2, 3, 0, 0, 127, -128, 127, -128, 127, -128, 0, 0, 0},
               run<int8_t>(make(lanewise_create_quantize_f32_s8, 16, 1.0f, 0), Guard::kAfter, 16, input));
}

TEST(QuantizeEvenF32S8, TiesGoToEven) {
  const std::vector<float> input = {0.5f, -0.5f, 1.5f, -1.5f, 2.5f, 0.50000006f, -2.5f, 126.5f, -127.5f, 1e30f,
                                    -1e30f, kInfinity, -kInfinity, NAN, 1e-40f, 0};
  expect_equal({0, 0, 2, -2, 2, 1, -2, 126, -128, 127, -128, 127, -128, 0, 0, 0},
               run<int8_t>(make(lanewise_create_quantize_even_f32_s8, 16, 1.0f, 0), Guard::kAfter, 16, input));
}

// Every 65521st float, and the nearest floats around every boundary between two outputs.
TEST(QuantizeEvenF32S8, FollowsTheDefinition) {
  for (float scale : {0.1f, 1.0f / 3, 0.0078125f, 1e-20f, 1e20f}) {
    std::vector<float> input;
    for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 65521) {
      const uint32_t pattern = static_cast<uint32_t>(bits);
      float value;
      std::memcpy(&value, &pattern, sizeof value);
      if (!std::isnan(value)) input.push_back(value);
    }
    for (int q = -130; q <= 130; q++) {
      float value = (static_cast<float>(q) + 0.5f) * scale;
      for (int step = 0; step < 3; step++) value = std::nextafter(value, -kInfinity);
      for (int step = 0; step < 7; step++, value = std::nextafter(value, kInfinity)) input.push_back(value);
    }
    std::vector<int8_t> expected;
    for (float value : input) {
      const double q = std::nearbyint(static_cast<double>(value / scale)) - 7;
      expected.push_back(static_cast<int8_t>(std::clamp(q, -128.0, 127.0)));
    }
    expect_equal(expected,
                 run<int8_t>(make(lanewise_create_quantize_even_f32_s8, static_cast<int32_t>(input.size()), scale, -7),
                             Guard::kAfter, input.size(), input));
  }
}

// Around every boundary between two outputs: the nearest floats on both sides.
TEST(QuantizeF32S8, BoundariesAreExact) {
  for (float scale : {0.1f, 1.0f / 3, 0.0078125f, 0.9999f, 1e-20f, 1e20f}) {
    std::vector<float> input;
    for (int q = -130; q <= 130; q++) {
      const float boundary = (static_cast<float>(q) + 0.5f) * scale;
      float value = boundary;
      for (int step = 0; step < 3; step++) value = std::nextafter(value, -kInfinity);
      for (int step = 0; step < 7; step++, value = std::nextafter(value, kInfinity)) input.push_back(value);
    }
    std::vector<int8_t> expected;
    for (float value : input) expected.push_back(quantize_by_definition(value, scale, 3));
    expect_equal(expected,
                 run<int8_t>(make(lanewise_create_quantize_f32_s8, static_cast<int32_t>(input.size()), scale, 3),
                             Guard::kAfter, input.size(), input));
  }
}

TEST(QuantizeF32S8, EverySize) {
  Random random(1);
  for (int32_t n = 1; n <= 49; n++) {
    const std::vector<float> input = random.floats(static_cast<size_t>(n));
    std::vector<int8_t> expected(input.size());
    reference::quantize_f32_s8(n, 0.02f, -7, input.data(), expected.data());
    for (Guard guard : kGuards) {
      expect_equal(expected,
                   run<int8_t>(make(lanewise_create_quantize_f32_s8, n, 0.02f, -7), guard, input.size(), input));
    }
  }
}

TEST(DequantizeS8F32, EveryValueAndSize) {
  Random random(2);
  std::vector<int8_t> all(256);
  std::iota(all.begin(), all.end(), static_cast<int8_t>(-128));
  for (int32_t zero_point : {-128, 0, 127}) {
    const float scale = 0.0371f;
    auto actual = run<float>(make(lanewise_create_dequantize_s8_f32, 256, scale, zero_point), Guard::kAfter, 256, all);
    for (size_t i = 0; i < 256; i++) {
      ASSERT_EQ(static_cast<float>(static_cast<double>(scale) * (all[i] - zero_point)), actual[i]);
    }
    for (int32_t n = 1; n <= 49; n++) {
      const std::vector<int8_t> input = random.int8s(static_cast<size_t>(n));
      std::vector<float> expected(input.size());
      reference::dequantize_s8_f32(n, scale, zero_point, input.data(), expected.data());
      for (Guard guard : kGuards) {
        expect_equal(expected, run<float>(make(lanewise_create_dequantize_s8_f32, n, scale, zero_point), guard,
                                          expected.size(), input));
      }
    }
  }
}

TEST(RequantizeS8, EveryValueFollowsTheDefinition) {
  std::vector<int8_t> all(256);
  std::iota(all.begin(), all.end(), static_cast<int8_t>(-128));
  for (double ratio : {1.0, 0.37, 2.9, 1e-9, 100.0}) {
    for (int32_t zero_point : {-128, -1, 0, 127}) {
      const QuantizedMultiplier m(ratio);
      const lanewise_requantization r = {zero_point, -1 - zero_point, -100, 120, &m.multiplier, &m.shift, nullptr};
      std::vector<int8_t> expected, reference(256);
      for (int8_t q : all) {
        const int64_t scaled = double_rounding(q - zero_point, m.multiplier, m.shift);
        expected.push_back(clamp_to_int8(scaled + r.output_zero_point, -100, 120));
      }
      reference::requantize_s8(256, r, all.data(), reference.data());
      expect_equal(expected, reference);
      const OperatorPointer op = make(lanewise_create_requantize_s8, 256, &r);
      expect_equal(expected, run<int8_t>(op, Guard::kBefore, 256, all));
      expect_equal(expected, run_in_place(op, Guard::kAfter, all));
    }
  }
}

// Every 65521st float, and the nearest floats around boundaries between two outputs.
TEST(QuantizeF32S16, FollowsTheDefinition) {
  for (float scale : {1.0f, 0.1f, 1.0f / 3, 3.0517578e-5f, 1e-20f, 1e20f}) {
    std::vector<float> input = {NAN, kInfinity, -kInfinity};
    for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 65521) {
      const uint32_t pattern = static_cast<uint32_t>(bits);
      float value;
      std::memcpy(&value, &pattern, sizeof value);
      input.push_back(value);
    }
    for (int q = -32770; q <= 32770; q += q > -40 && q < 40 ? 1 : 71) {
      float value = (static_cast<float>(q) + 0.5f) * scale;
      for (int step = 0; step < 3; step++) value = std::nextafter(value, -kInfinity);
      for (int step = 0; step < 7; step++, value = std::nextafter(value, kInfinity)) input.push_back(value);
    }
    std::vector<int16_t> expected, reference(input.size());
    for (float value : input) {
      const float rounded = std::round(value / scale);
      expected.push_back(
          static_cast<int16_t>(std::isnan(rounded) ? 0.0f : std::clamp(rounded, -32768.0f, 32767.0f)));
    }
    const auto count = static_cast<int32_t>(input.size());
    reference::quantize_f32_s16(count, scale, input.data(), reference.data());
    expect_equal(expected, reference);
    expect_equal(expected, run<int16_t>(make(lanewise_create_quantize_f32_s16, count, scale), Guard::kAfter,
                                        input.size(), input));
  }
}

std::vector<int16_t> every_int16() {
  std::vector<int16_t> all(65536);
  std::iota(all.begin(), all.end(), INT16_MIN);
  return all;
}

TEST(DequantizeS16F32, EveryValue) {
  const std::vector<int16_t> all = every_int16();
  std::vector<float> expected;
  for (int16_t q : all) expected.push_back(static_cast<float>(static_cast<double>(0.0371f) * q));
  for (Guard guard : kGuards) {
    expect_equal(expected,
                 run<float>(make(lanewise_create_dequantize_s16_f32, 65536, 0.0371f), guard, expected.size(), all));
  }
}

/** Every value of `all`, with each kind of multiplier. */
template <typename In, typename Out, typename Create>
void check_requantization(Create create, const std::vector<In>& all, int32_t input_zero_point,
                          int32_t output_zero_point, int32_t minimum, int32_t maximum) {
  const auto count = static_cast<int32_t>(all.size());
  for (double ratio : {1.0, 0.37, 2.9, 1e-9, 1.0 / 256, 256.0}) {
    const QuantizedMultiplier m(ratio);
    const lanewise_requantization r = {input_zero_point, output_zero_point, minimum, maximum, &m.multiplier, &m.shift,
                                       nullptr};
    std::vector<Out> expected, reference(all.size());
    for (In q : all) {
      const int64_t value = double_rounding(q - input_zero_point, m.multiplier, m.shift) + output_zero_point;
      expected.push_back(static_cast<Out>(std::clamp<int64_t>(value, minimum, maximum)));
    }
    reference::requantize_all(count, r, all.data(), reference.data());
    expect_equal(expected, reference);
    const OperatorPointer op = make(create, count, &r);
    expect_equal(expected, run<Out>(op, Guard::kBefore, all.size(), all));
    if constexpr (sizeof(In) == sizeof(Out)) expect_equal(expected, run_in_place(op, Guard::kAfter, all));
  }
}

TEST(RequantizeS16, EveryValueFollowsTheDefinition) {
  std::vector<int8_t> int8s(256);
  std::iota(int8s.begin(), int8s.end(), static_cast<int8_t>(-128));
  const std::vector<int16_t> int16s = every_int16();
  check_requantization<int16_t, int16_t>(lanewise_create_requantize_s16, int16s, 0, 0, INT16_MIN, INT16_MAX);
  check_requantization<int16_t, int16_t>(lanewise_create_requantize_s16, int16s, 0, 0, 0, 12345);
  for (int32_t zero_point : {-128, -1, 127}) {
    check_requantization<int16_t, int8_t>(lanewise_create_requantize_s16_s8, int16s, 0, zero_point, -128, 127);
    check_requantization<int16_t, int8_t>(lanewise_create_requantize_s16_s8, int16s, 0, zero_point, -100, 120);
    check_requantization<int8_t, int16_t>(lanewise_create_requantize_s8_s16, int8s, zero_point, 0, -30000, 30001);
  }
}

TEST(ConversionS16, RefusesEveryBadArgument) {
  const int32_t multiplier = 1 << 30, shift = 0;
  const lanewise_requantization good = {0, 0, -128, 127, &multiplier, &shift, nullptr};
  const auto all = {lanewise_create_requantize_s16, lanewise_create_requantize_s16_s8,
                    lanewise_create_requantize_s8_s16};
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_quantize_f32_s16, bad, 1.0f);
    expect_refused(lanewise_create_dequantize_s16_f32, bad, 1.0f);
    for (auto create : all) expect_refused(create, bad, &good);
  }
  for (float bad : {0.0f, -0.0f, -1.0f, kInfinity, NAN}) {
    expect_refused(lanewise_create_quantize_f32_s16, 4, bad);
    expect_refused(lanewise_create_dequantize_s16_f32, 4, bad);
  }
  const auto refused_by_all = [&](auto change) {
    lanewise_requantization r = good;
    change(&r);
    for (auto create : all) expect_refused(create, 4, &r);
  };
  using R = lanewise_requantization;
  const float factor = 1;
  for (auto create : all) expect_refused(create, 4, nullptr);
  refused_by_all([](R* r) { r->multipliers = nullptr; });
  refused_by_all([](R* r) { r->shifts = nullptr; });
  refused_by_all([&](R* r) { r->factors = &factor; });
  refused_by_all([](R* r) { r->output_minimum = 5, r->output_maximum = 4; });
  refused_by_all([](R* r) { r->output_minimum = -32769; });
  refused_by_all([](R* r) { r->output_maximum = 32768; });
  for (int32_t bad : {-129, 128}) {
    refused_by_all([=](R* r) { r->input_zero_point = bad; });
    refused_by_all([=](R* r) { r->output_zero_point = bad; });
  }
  for (int32_t bad : {-1, 1, (1 << 30) - 1, INT32_MIN}) refused_by_all([&](R* r) { r->multipliers = &bad; });
  for (int32_t bad : {-32, 31}) refused_by_all([&](R* r) { r->shifts = &bad; });
  // int16 has no zero point, int8 no values beyond its own.
  lanewise_requantization r = {1, 0, -128, 127, &multiplier, &shift, nullptr};
  expect_refused(lanewise_create_requantize_s16, 4, &r);
  expect_refused(lanewise_create_requantize_s16_s8, 4, &r);
  r = {0, 1, -128, 127, &multiplier, &shift, nullptr};
  expect_refused(lanewise_create_requantize_s16, 4, &r);
  expect_refused(lanewise_create_requantize_s8_s16, 4, &r);
  r = {0, 0, -129, 127, &multiplier, &shift, nullptr};
  expect_refused(lanewise_create_requantize_s16_s8, 4, &r);
}

TEST(Conversion, RefusesEveryBadArgument) {
  const int32_t multiplier = 1 << 30, shift = 0;
  const lanewise_requantization good = {0, 0, -128, 127, &multiplier, &shift, nullptr};
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_quantize_f32_s8, bad, 1.0f, 0);
    expect_refused(lanewise_create_dequantize_s8_f32, bad, 1.0f, 0);
    expect_refused(lanewise_create_requantize_s8, bad, &good);
  }
  for (float bad : {0.0f, -0.0f, -1.0f, kInfinity, NAN}) {
    expect_refused(lanewise_create_quantize_f32_s8, 4, bad, 0);
    expect_refused(lanewise_create_dequantize_s8_f32, 4, bad, 0);
  }
  for (int32_t bad : {-129, 128, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_quantize_f32_s8, 4, 1.0f, bad);
    expect_refused(lanewise_create_dequantize_s8_f32, 4, 1.0f, bad);
    using R = lanewise_requantization;
    for (auto field : {&R::input_zero_point, &R::output_zero_point, &R::output_minimum, &R::output_maximum}) {
      lanewise_requantization r = good;
      r.*field = bad;
      expect_refused(lanewise_create_requantize_s8, 4, &r);
    }
  }
  expect_refused(lanewise_create_requantize_s8, 4, nullptr);
  lanewise_requantization r = good;
  r.multipliers = nullptr;
  expect_refused(lanewise_create_requantize_s8, 4, &r);
  r = good;
  r.shifts = nullptr;
  expect_refused(lanewise_create_requantize_s8, 4, &r);
  r = good;
  r.output_minimum = 5;
  r.output_maximum = 4;
  expect_refused(lanewise_create_requantize_s8, 4, &r);
  for (int32_t bad : {-1, 1, (1 << 30) - 1, INT32_MIN}) {
    r = good;
    r.multipliers = &bad;
    expect_refused(lanewise_create_requantize_s8, 4, &r);
  }
  for (int32_t bad : {-32, 31, INT32_MIN, INT32_MAX}) {
    r = good;
    r.shifts = &bad;
    expect_refused(lanewise_create_requantize_s8, 4, &r);
  }
}

}  // namespace
}  // namespace lanewise::testing
