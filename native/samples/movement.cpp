// SPDX-License-Identifier: Apache-2.0
#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::samples {

void draw_concatenation(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), inputs = dice.size(6);
  if (elements({inputs}) > kMostElements) return;
  Exact<int32_t> bytes(elements({inputs}));
  for (size_t i = 0; i < bytes.count(); i++) bytes[i] = dice.size(40);
  trial({lanewise_create_concatenation, with(rows, bytes.data(), inputs)});
}

void draw_pad(Dice& dice, const Try& trial) {
  const int32_t rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  const size_t count = rank >= 1 && rank <= LANEWISE_MAX_RANK ? static_cast<size_t>(rank) : 0;
  Exact<int32_t> dims(count), before(count), after(count);
  for (size_t d = 0; d < count; d++) {
    dims[d] = dice.size(6);
    before[d] = dice.mostly(dice.between(0, 2));
    after[d] = dice.mostly(dice.between(0, 2));
  }
  const int32_t bytes = dice.mostly(1 << dice.between(0, 3));
  const Exact<int8_t> value = dice.values<int8_t>(8);
  trial({lanewise_create_pad, with(rank, dims.data(), before.data(), after.data(), bytes, value.data())});
}

void draw_copy(Dice& dice, const Try& trial) {
  const int32_t bytes = dice.size(200);
  trial({lanewise_create_copy, with(bytes)});
}

void draw_strided_copy(Dice& dice, const Try& trial) {
  const int32_t rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  const size_t count = rank >= 1 && rank <= LANEWISE_MAX_RANK ? static_cast<size_t>(rank) : 0;
  Exact<int32_t> dims(count), strides(count);
  for (size_t d = 0; d < count; d++) {
    dims[d] = dice.size(6);
    strides[d] = dice.mostly(dice.between(-8, 40));
  }
  const int32_t start = dice.mostly(dice.between(0, 200)), bytes = dice.mostly(1 << dice.between(0, 3));
  trial({lanewise_create_strided_copy, with(rank, dims.data(), strides.data(), start, bytes)});
}

void draw_gather(Dice& dice, const Try& trial) {
  const int32_t batches = dice.size(3), outer = dice.size(3), rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  Exact<int32_t> sizes(rank >= 1 && rank <= LANEWISE_MAX_RANK ? static_cast<size_t>(rank) : 0);
  for (size_t d = 0; d < sizes.count(); d++) sizes[d] = dice.size(rank == 1 ? 200 : 6);
  const int32_t row = dice.size(20), count = dice.size(20), bytes = dice.mostly(2 << dice.between(0, 2));
  trial({lanewise_create_gather, with(batches, outer, rank, sizes.data(), row, count, bytes)});
}

void draw_scatter(Dice& dice, const Try& trial) {
  const int32_t rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  Exact<int32_t> sizes(rank >= 1 && rank <= LANEWISE_MAX_RANK ? static_cast<size_t>(rank) : 0);
  for (size_t d = 0; d < sizes.count(); d++) sizes[d] = dice.size(rank == 1 ? 200 : 6);
  const int32_t row = dice.size(100), count = dice.size(20), bytes = dice.mostly(2 << dice.between(0, 2));
  const int32_t type = dice.mostly(dice.between(LANEWISE_BOOL, LANEWISE_U8));
  trial({lanewise_create_scatter, with(rank, sizes.data(), row, count, type, bytes)});
}

namespace {

auto add_rows(std::vector<int32_t> sizes, int32_t row_elements, int32_t count, int32_t type, int32_t index_bytes) {
  return [=](auto function, lanewise_operator** op) {
    return function(static_cast<int32_t>(sizes.size()), sizes.data(), row_elements, count, type, index_bytes, op);
  };
}

auto look_up(int32_t batches, int32_t outer, std::vector<int32_t> sizes, int32_t row_bytes, int32_t count,
             int32_t index_bytes) {
  return [=](auto function, lanewise_operator** op) {
    return function(batches, outer, static_cast<int32_t>(sizes.size()), sizes.data(), row_bytes, count, index_bytes,
                    op);
  };
}

auto concatenate(int32_t rows, std::vector<int32_t> bytes) {
  return [=](auto function, lanewise_operator** op) {
    return function(rows, bytes.data(), static_cast<int32_t>(bytes.size()), op);
  };
}

/** Elements as large as `value`, which is put around them. */
template <typename Value>
auto pad(std::vector<int32_t> dims, std::vector<int32_t> before, std::vector<int32_t> after, Value value) {
  return [=](auto function, lanewise_operator** op) {
    return function(static_cast<int32_t>(dims.size()), dims.data(), before.data(), after.data(), int32_t{sizeof value},
                    &value, op);
  };
}

auto gather(std::vector<int32_t> dims, std::vector<int32_t> strides, int32_t start, int32_t element_bytes) {
  return [=](auto function, lanewise_operator** op) {
    return function(static_cast<int32_t>(dims.size()), dims.data(), strides.data(), start, element_bytes, op);
  };
}

std::vector<Sample> uneven() {
  const std::vector<int32_t> dims = {2, 97, 31, 33}, before = {0, 1, 2, 1}, after = {1, 2, 0, 4};
  return {{"concatenation", {lanewise_create_concatenation, concatenate(5003, {17, 64, 3})}},
          {"pad, 1 byte", {lanewise_create_pad, pad(dims, before, after, int8_t{5})}},
          {"pad, 4 bytes", {lanewise_create_pad, pad(dims, before, after, 2.5f)}},
          {"copy", {lanewise_create_copy, with(300007)}},
          {"strided copy, 1 byte", {lanewise_create_strided_copy, gather({300, 90, 10}, {1, 3000, 300}, 0, 1)}},
          {"strided copy, 4 bytes", {lanewise_create_strided_copy, gather({200, 500}, {1000, -2}, 999, 4)}},
          {"gather", {lanewise_create_gather, look_up(3, 2, {32640}, 17, 5003, 2)}},
          {"gather by two numbers", {lanewise_create_gather, look_up(1, 1, {258, 260}, 12, 9001, 2)}},
          {"scatter_f32", {lanewise_create_scatter, add_rows({258}, 1999, 101, LANEWISE_F32, 2)}},
          {"scatter_s8", {lanewise_create_scatter, add_rows({2, 258}, 1999, 101, LANEWISE_S8, 2)}},
          {"scatter_bool", {lanewise_create_scatter, add_rows({258}, 1999, 101, LANEWISE_BOOL, 2)}},
          {"scatter_s64", {lanewise_create_scatter, add_rows({258}, 1999, 101, LANEWISE_S64, 2)}}};
}

std::vector<MeasuredSample> measured() {
  constexpr int32_t kElements = 16 * 16 * 32;
  return {{"concatenation 16x16 of 16 and 16", kElements, {lanewise_create_concatenation, concatenate(256, {16, 16})}},
          {"concatenation 16x16 of 3 and 29", kElements, {lanewise_create_concatenation, concatenate(256, {3, 29})}},
          {"pad 16x16x32 by 1",
           18 * 18 * 32,
           {lanewise_create_pad, pad({1, 16, 16, 32}, {0, 1, 1, 0}, {0, 1, 1, 0}, int8_t{-5})}},
          {"transpose 16x16x32", kElements, {lanewise_create_strided_copy, gather({32, 256}, {1, 32}, 0, 1)}},
          {"gather 256 rows of 32", kElements, {lanewise_create_gather, look_up(1, 1, {32640}, 32, 256, 2)}},
          {"scatter 256 rows of 32", kElements,
           {lanewise_create_scatter, add_rows({258}, 32, 256, LANEWISE_F32, 2)}},
          {"copy 8192", kElements, {lanewise_create_copy, with(kElements)}}};
}

}  // namespace

const Family kMovement = {measured, uneven};

}  // namespace lanewise::samples
