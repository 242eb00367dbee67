// SPDX-License-Identifier: Apache-2.0
#include "gemm/kept_steps.h"

namespace lanewise {
namespace {

KeptSteps steps_of(const WeightsS8& weights, size_t nr, size_t step_bytes, size_t step_cost) {
  size_t steps = 0, panels = 0;
  for (size_t group = 0; group < weights.groups; group++) {
    for (size_t n = 0; n < weights.columns; n += nr, panels++) {
      steps += count_kept_steps(weights, group * weights.columns + n, std::min(nr, weights.columns - n), step_bytes);
    }
  }
  const double all = static_cast<double>(panels * weights.depth());
  return {step_bytes, steps, static_cast<size_t>(100.0 * static_cast<double>(steps * (step_bytes + step_cost)) / all)};
}

}  // namespace

size_t count_kept_steps(const WeightsS8& weights, size_t first, size_t count, size_t step_bytes) {
  size_t steps = 0;
  for_each_kept_step(weights, first, count, step_bytes, [&](const KeptStep&) { steps++; });
  return steps;
}

KeptSteps cheapest_steps(const WeightsS8& weights, size_t nr, size_t least_bytes, size_t step_cost) {
  KeptSteps cheapest = steps_of(weights, nr, 16, step_cost);
  for (size_t step_bytes = 8; step_bytes >= least_bytes; step_bytes /= 2) {
    const KeptSteps narrower = steps_of(weights, nr, step_bytes, step_cost);
    if (narrower.percent < cheapest.percent) cheapest = narrower;
  }
  return cheapest;
}

}  // namespace lanewise
