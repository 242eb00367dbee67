// SPDX-License-Identifier: Apache-2.0
// CAST between all types.
#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/conversion.h"

namespace lanewise::testing {
namespace {

/** A type of lanewise_type: what its elements are in memory, and what they are converted to. */
template <int32_t kNumber, typename MemoryType, typename Value = MemoryType>
struct Type {
  static constexpr int32_t kType = kNumber;
  using Memory = MemoryType;
  using As = Value;
};

using Bool = Type<LANEWISE_BOOL, uint8_t, bool>;
using F32 = Type<LANEWISE_F32, float>;
using S8 = Type<LANEWISE_S8, int8_t>;
using S16 = Type<LANEWISE_S16, int16_t>;
using S32 = Type<LANEWISE_S32, int32_t>;
using S64 = Type<LANEWISE_S64, int64_t>;
using U8 = Type<LANEWISE_U8, uint8_t>;

// Every one of a byte; else powers of two and their neighbours, of both signs, and any bits.
template <typename T>
std::vector<T> values() {
  std::vector<T> all;
  Random random(1);
  if constexpr (std::is_same_v<T, float>) {
    for (uint32_t bits = 0; bits < 0xFFFF0000u; bits += 65521) {
      float value;
      std::memcpy(&value, &bits, sizeof value);
      all.push_back(value);
    }
    for (int exponent = -30; exponent <= 70; exponent++) {
      for (float sign : {1.0f, -1.0f}) {
        const float power = std::ldexp(sign, exponent);
        for (float value : {power, std::nextafter(power, 0.0f), std::nextafter(power, 2 * power)}) all.push_back(value);
      }
    }
    using Limits = std::numeric_limits<float>;
    for (float value : {0.0f, -0.0f, 0.5f, -0.5f, 1.5f, -1.5f, Limits::infinity(), -Limits::infinity(),
                        Limits::quiet_NaN(), Limits::denorm_min(), Limits::max(), Limits::lowest()}) {
      all.push_back(value);
    }
  } else {
    for (int64_t value = -300; value <= 300; value++) all.push_back(static_cast<T>(value));
    for (int bit = 0; bit < 64; bit++) {
      for (int64_t near = -1; near <= 1; near++) {
        const uint64_t value = (uint64_t{1} << bit) + static_cast<uint64_t>(near);
        all.push_back(static_cast<T>(value));
        all.push_back(static_cast<T>(0 - value));
        all.push_back(static_cast<T>(value + (value >> 24)));  // between two floats
      }
    }
    for (int i = 0; i < 5000; i++) {
      const int64_t bits = int64_t{random.between(INT32_MIN, INT32_MAX)} * random.between(INT32_MIN, INT32_MAX);
      all.push_back(static_cast<T>(bits));
    }
  }
  return all;
}

template <typename From, typename To>
void check() {
  SCOPED_TRACE(std::to_string(From::kType) + " to " + std::to_string(To::kType));
  const std::vector<typename From::Memory> input = values<typename From::Memory>();
  std::vector<typename To::Memory> expected;
  for (auto value : input) {
    expected.push_back(static_cast<typename To::Memory>(reference::cast<typename To::As>(value)));
  }
  const OperatorPointer op =
      make(lanewise_create_cast, static_cast<int32_t>(input.size()), From::kType, To::kType);
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    const auto actual = run<typename To::Memory>(op, guard, input.size(), input);
    for (size_t i = 0; i < input.size(); i++) {
      if (expected[i] != expected[i] && actual[i] != actual[i]) continue;  // NaN
      ASSERT_EQ(+expected[i], +actual[i]) << +input[i];
    }
  }
}

template <typename From>
void check_from() {
  check<From, Bool>();
  check<From, F32>();
  check<From, S8>();
  check<From, S16>();
  check<From, S32>();
  check<From, S64>();
  check<From, U8>();
}

TEST(Cast, FromBool) { check_from<Bool>(); }
TEST(Cast, FromF32) { check_from<F32>(); }
TEST(Cast, FromS8) { check_from<S8>(); }
TEST(Cast, FromS16) { check_from<S16>(); }
TEST(Cast, FromS32) { check_from<S32>(); }
TEST(Cast, FromS64) { check_from<S64>(); }
TEST(Cast, FromU8) { check_from<U8>(); }

TEST(Cast, RoundsTowards0AndSaturates) {
  const std::vector<float> input = {2.9f, -2.9f, 300, -300, 3e9f, -3e9f, std::nanf("")};
  const auto cast = [&](auto type, int32_t to) {
    return run<decltype(type)>(make(lanewise_create_cast, 7, int32_t{LANEWISE_F32}, to), Guard::kAfter, 7, input);
  };
  expect_equal({2, -2, 127, -128, 127, -128, 0}, cast(int8_t{}, LANEWISE_S8));
  expect_equal({2, 0, 255, 0, 255, 0, 0}, cast(uint8_t{}, LANEWISE_U8));
  expect_equal({2, -2, 300, -300, INT32_MAX, INT32_MIN, 0}, cast(int32_t{}, LANEWISE_S32));
  expect_equal({2, -2, 300, -300, 3000000000, -3000000000, 0}, cast(int64_t{}, LANEWISE_S64));
  expect_equal({1, 1, 1, 1, 1, 1, 1}, cast(uint8_t{}, LANEWISE_BOOL));
}

TEST(Cast, DoesEverySize) {
  for (int32_t n = 1; n <= 49; n++) {
    const std::vector<int64_t> input(static_cast<size_t>(n), -3);
    const OperatorPointer op = make(lanewise_create_cast, n, int32_t{LANEWISE_S64}, int32_t{LANEWISE_S16});
    expect_equal(std::vector<int16_t>(input.size(), -3), run<int16_t>(op, Guard::kAfter, input.size(), input));
  }
}

TEST(Cast, RefusesEveryBadArgument) {
  const int32_t f32 = LANEWISE_F32;
  for (int32_t bad : {0, -1, INT32_MIN}) expect_refused(lanewise_create_cast, bad, f32, f32);
  for (int32_t bad : {-1, LANEWISE_U8 + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_cast, 1, f32, bad);
    expect_refused(lanewise_create_cast, 1, bad, f32);
  }
}

}  // namespace
}  // namespace lanewise::testing
