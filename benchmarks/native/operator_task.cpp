// SPDX-License-Identifier: Apache-2.0
#include "operator_task.h"

#include <cstdio>
#include <set>

#include "data.h"
#include "operator/operator.h"
#include "registry/registry.h"
#include "samples/acceptable.h"

namespace lanewise::benchmarks {
namespace {

struct Prepared {
  std::unique_ptr<lanewise_operator, void (*)(lanewise_operator*)> op;
  std::vector<AlignedBytes> memory;
  std::vector<lanewise_buffer> buffers;
};

[[noreturn]] void fail(const std::string& name, const std::string& isa, const char* reason) {
  std::fprintf(stderr, "%s at level %s: %s\n", name.c_str(), isa.c_str(), reason);
  std::exit(1);
}

Task prepare(const std::string& name, const std::string& isa, const Create& create) {
  lanewise_operator* op = nullptr;
  const bool made = lanewise_limit_isa(isa.c_str()) == LANEWISE_OK && create(&op) == LANEWISE_OK;
  lanewise_limit_isa(nullptr);
  if (!made) fail(name, isa, "the operator was refused");
  auto prepared = std::make_shared<Prepared>(Prepared{{op, lanewise_destroy}, {}, {}});
  Bits bits;
  for (size_t i = 0; i < op->input_count; i++) {
    AlignedBytes& input = prepared->memory.emplace_back(op->input_sizes[i]);
    if (op->input_alignment == alignof(float)) input.fill_float(bits); else input.fill_int8(bits);
  }
  prepared->memory.emplace_back(op->output_size);
  prepared->memory.emplace_back(op->workspace_size);
  for (const AlignedBytes& bytes : prepared->memory) prepared->buffers.push_back(bytes.view());
  samples::make_acceptable(*op, prepared->buffers.data());
  if (lanewise_run(op, prepared->buffers.data(), prepared->buffers.size()) != LANEWISE_OK) {
    fail(name, isa, "the buffers were refused");
  }
  return {op->microkernel->name,
          [p = prepared.get(), prepared] { lanewise_run(p->op.get(), p->buffers.data(), p->buffers.size()); }};
}

}  // namespace

Workload operator_workload(const std::string& group, const std::string& isa, const std::string& name, int64_t work,
                           const std::string& unit, const Create& create) {
  return {group, isa, name, work, unit, [=] { return prepare(name, isa, create); }};
}

std::vector<std::string> isa_levels() {
  std::set<Isa> levels;
  for (const RegisteredMicrokernel& row : kMicrokernels) {
    if (row.isa != Isa::kGeneric && row.isa <= cpu_isa()) levels.insert(row.isa);
  }
  std::vector<std::string> names;
  for (Isa isa : levels) names.push_back(isa_name(isa));
  return names;
}

}  // namespace lanewise::benchmarks
