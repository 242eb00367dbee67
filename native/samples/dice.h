// SPDX-License-Identifier: Apache-2.0
// Choices out of the bytes that a fuzzer makes. Bytes that are not there are 0.
#ifndef LANEWISE_SAMPLES_DICE_H_
#define LANEWISE_SAMPLES_DICE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>

namespace lanewise::samples {

/** Memory of exactly so many elements, so that a sanitizer sees what reads or writes beyond. */
template <typename T>
class Exact {
 public:
  explicit Exact(size_t count) : count_(count), data_(new T[count]) {}

  T* data() const { return data_.get(); }
  size_t count() const { return count_; }
  T& operator[](size_t i) const { return data_[i]; }

 private:
  size_t count_;
  std::unique_ptr<T[]> data_;
};

class Dice {
 public:
  Dice(const uint8_t* bytes, size_t count) : next_(bytes), end_(bytes + count) {}

  uint8_t byte() { return next_ == end_ ? 0 : *next_++; }

  /** From `low` to `high`, at most 256 of them. */
  int32_t between(int32_t low, int32_t high) { return low + byte() % (high - low + 1); }

  bool one_in(int32_t chances) { return byte() % chances == chances - 1; }

  /** 1 to `most`; rarely what is no size, or one that nothing can hold. */
  int32_t size(int32_t most) {
    constexpr int32_t kEdges[] = {0, -1, 1 << 16, (1 << 24) + 1, 1 << 30, std::numeric_limits<int32_t>::max(),
                                  std::numeric_limits<int32_t>::min()};
    return one_in(64) ? kEdges[byte() % std::size(kEdges)] : between(1, most);
  }

  /** `usual`, rarely anything. */
  int32_t mostly(int32_t usual) { return one_in(64) ? word() : usual; }

  int32_t word() {
    uint32_t bits = 0;
    for (int i = 0; i < 4; i++) bits = bits << 8 | byte();
    return static_cast<int32_t>(bits);
  }

  float real() {
    constexpr float kEdges[] = {0.0f, -0.0f, 1.0f, -1.0f, 6.0f, 1e-38f, std::numeric_limits<float>::infinity(),
                                -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()};
    return one_in(8) ? kEdges[byte() % std::size(kEdges)] : static_cast<float>(between(-100, 100)) / 16.0f;
  }

  int32_t zero_point() { return mostly(between(-128, 127)); }
  int32_t multiplier() { return one_in(16) ? word() : (1 << 30) + byte() * 4000000; }
  int32_t shift(int32_t low, int32_t high) { return one_in(64) ? word() : between(low, high); }

  /** Any values, or all of them at an end of the range. A few bytes decide for all of them. */
  template <typename T>
  Exact<T> values(size_t count) {
    Exact<T> values(count);
    const uint8_t kind = byte();
    uint64_t state = 0x9E3779B97F4A7C15u * (byte() + 1u);
    for (size_t i = 0; i < count; i++) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      const auto bits = static_cast<uint32_t>(state >> 32);
      if constexpr (std::is_floating_point_v<T>) {
        values[i] = static_cast<T>(static_cast<int32_t>(bits) % 1000) / T{256};
      } else {
        values[i] = kind % 8 == 0   ? std::numeric_limits<T>::min()
                    : kind % 8 == 1 ? std::numeric_limits<T>::max()
                                    : static_cast<T>(bits >> (sizeof(T) == 8 ? 8 : 0));
      }
    }
    return values;
  }

 private:
  const uint8_t* next_;
  const uint8_t* end_;
};

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_DICE_H_
