// SPDX-License-Identifier: Apache-2.0
// Kernels of tables that err as the mutant under test says (mutants.h). Where sums do not come out, the kernel runs
// twice, once with every bias one larger, and the wrong cells are those of that run.
#ifndef LANEWISE_TESTS_BROKEN_KERNELS_H_
#define LANEWISE_TESTS_BROKEN_KERNELS_H_

#include <cstring>

#include "depthwise/depthwise_s8.h"
#include "gemm/gemm_s8.h"
#include "matmul/dense_s8.h"
#include "mutants.h"

namespace lanewise::testing {

/** The row of a table whose kernel is broken. */
template <typename Row>
inline const Row* broken_row;

/** A row's function, or `broken` in its place where a mutant is under test. */
template <typename Row, typename Function>
Function* under_test(const Row& row, Function* function, Function* broken) {
  broken_row<Row> = &row;
  return mutant == nullptr ? function : broken;
}

/** Makes each bias of a panel one larger. */
inline void add_one(uint8_t* panel, size_t nr) {
  int32_t* bias = reinterpret_cast<int32_t*>(panel);
  for (size_t n = 0; n < nr; n++) bias[n] = static_cast<int32_t>(static_cast<uint32_t>(bias[n]) + 1);
}

/** Panels with every bias, of which each panel begins with `nr`, one larger. */
inline std::vector<uint8_t> with_larger_bias(const uint8_t* panels, size_t count, size_t panel_bytes, size_t nr) {
  std::vector<uint8_t> larger(panels, panels + count * panel_bytes);
  for (size_t panel = 0; panel < count; panel++) add_one(larger.data() + panel * panel_bytes, nr);
  return larger;
}

/** The panels of a call with every bias one larger. */
inline std::vector<uint8_t> with_larger_bias(const GemmS8Row& row, const GemmS8Call& call) {
  std::vector<size_t> biases;
  size_t at = 0;
  for (size_t n = 0; n < call.columns; n += row.nr) {
    size_t segments = call.segments;
    if (row.skips_zeros()) {
      segments = segments_of_panel(call.panels + at).count;
      at += segments_of_panel_bytes(segments);
    }
    biases.push_back(at);
    at += dense_panel_bytes(row, segments, call.segment_bytes);
  }
  std::vector<uint8_t> larger(call.panels, call.panels + at);
  for (size_t bias : biases) add_one(larger.data() + bias, row.nr);
  return larger;
}

inline void broken_gemm_s8(const GemmS8Call& call) {
  const GemmS8Row& row = *broken_row<GemmS8Row>;
  std::vector<int8_t> wrong(call.c, call.c + (call.rows - 1) * call.c_stride + call.columns);
  if (mutant->change == Change::kPlusOne) {
    const auto panels = with_larger_bias(row, call);
    GemmS8Call other = call;
    other.panels = panels.data();
    other.c = wrong.data();
    row.run(other);
  }
  row.run(call);
  for_each_wrong_cell(call.rows, call.columns, row.mr, row.nr, [&](size_t m, size_t n) {
    call.c[m * call.c_stride + n] = wrong[m * call.c_stride + n];
  });
}

/** Blocks are all pixels of a row by a panel's channels. */
inline void broken_depthwise_s8(const DepthwiseS8Call& call) {
  const DepthwiseS8Row& row = *broken_row<DepthwiseS8Row>;
  std::vector<int8_t> wrong(call.out, call.out + (call.rows - 1) * call.out_row_stride + call.pixels * call.channels);
  if (mutant->change == Change::kPlusOne) {
    const auto panels = with_larger_bias(call.panels, (call.channels + row.nr - 1) / row.nr,
                                         depthwise_panel_bytes(row, call.taps), row.nr);
    DepthwiseS8Call other = call;
    other.panels = panels.data();
    other.out = wrong.data();
    row.run(other);
  }
  row.run(call);
  for_each_wrong_cell(call.pixels, call.channels, call.pixels, row.nr, [&](size_t pixel, size_t channel) {
    for (size_t y = 0; y < call.rows; y++) {
      const size_t at = y * call.out_row_stride + pixel * call.channels + channel;
      call.out[at] = wrong[at];
    }
  });
}

/** Runs `kernel`, and then the wrong cells of its output, at `at(row, column)`, are as before or one larger. */
template <typename T, typename Kernel, typename At>
void run_broken(T* output, size_t rows, size_t columns, size_t mr, size_t nr, Kernel kernel, At at) {
  std::vector<T> before;
  for_each_wrong_cell(rows, columns, mr, nr, [&](size_t m, size_t n) { before.push_back(output[at(m, n)]); });
  kernel();
  size_t cell = 0;
  for_each_wrong_cell(rows, columns, mr, nr, [&](size_t m, size_t n) {
    T& value = output[at(m, n)];
    value = mutant->change == Change::kUnwritten ? before[cell] : static_cast<T>(static_cast<uint32_t>(value) + 1);
    cell++;
  });
}

inline void broken_dense_s8(const DenseS8Call& call) {
  run_broken(
      call.sums, 1, call.columns, 1, kDenseNr, [&] { broken_row<DenseS8Row>->run(call); },
      [](size_t, size_t n) { return n; });
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_BROKEN_KERNELS_H_
