// SPDX-License-Identifier: Apache-2.0
//
// Runs .tflite models with TensorFlow Lite's reference kernels (BuiltinRefOpResolver), which are what Lanewise's int8
// results are equal to. A process of its own: TFLite aborts on some models, and then a test fails instead of the JVM.
//
// Requests come on stdin and answers go to stdout, one after the other, until stdin ends. Sizes are 32-bit in this
// machine's byte order.
//   request: size of the model, the model; size of the records, the records: the bytes of all inputs, record by record
//   answer:  1, size, the bytes of all outputs, record by record
//            0, size, TFLite's own words, when it refuses the model
//
// The shared library is the one inside the jar of TFLite's Java binding, which does not bind this resolver. The jar has
// no headers, so what is used is declared here.

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

struct TfLiteModel;
struct TfLiteInterpreter;
struct TfLiteInterpreterOptions;
struct TfLiteTensor;
struct Registration;

extern "C" {
using Reporter = void (*)(void* user, const char* format, va_list args);
TfLiteModel* TfLiteModelCreateWithErrorReporter(const void* data, size_t size, Reporter reporter, void* user);
void TfLiteModelDelete(TfLiteModel*);
TfLiteInterpreterOptions* TfLiteInterpreterOptionsCreate();
void TfLiteInterpreterOptionsDelete(TfLiteInterpreterOptions*);
void TfLiteInterpreterOptionsSetNumThreads(TfLiteInterpreterOptions*, int32_t threads);
void TfLiteInterpreterOptionsSetErrorReporter(TfLiteInterpreterOptions*, Reporter reporter, void* user);
void TfLiteInterpreterOptionsSetOpResolver(TfLiteInterpreterOptions*,
    const Registration* (*find_builtin)(void* user, int code, int version),
    const Registration* (*find_custom)(void* user, const char* name, int version), void* user);
TfLiteInterpreter* TfLiteInterpreterCreate(const TfLiteModel*, const TfLiteInterpreterOptions*);
void TfLiteInterpreterDelete(TfLiteInterpreter*);
int TfLiteInterpreterAllocateTensors(TfLiteInterpreter*);
int TfLiteInterpreterInvoke(TfLiteInterpreter*);
int32_t TfLiteInterpreterGetInputTensorCount(const TfLiteInterpreter*);
TfLiteTensor* TfLiteInterpreterGetInputTensor(const TfLiteInterpreter*, int32_t index);
int32_t TfLiteInterpreterGetOutputTensorCount(const TfLiteInterpreter*);
const TfLiteTensor* TfLiteInterpreterGetOutputTensor(const TfLiteInterpreter*, int32_t index);
size_t TfLiteTensorByteSize(const TfLiteTensor*);
int TfLiteTensorCopyFromBuffer(TfLiteTensor*, const void* data, size_t size);
int TfLiteTensorCopyToBuffer(const TfLiteTensor*, void* data, size_t size);

// tflite::ops::builtin::BuiltinRefOpResolver: its constructor and its two methods FindOp, by their linker names.
void construct_resolver(void* self) __asm__("_ZN6tflite3ops7builtin20BuiltinRefOpResolverC1Ev");
const Registration* find_builtin_op(const void* self, int code, int version) __asm__(
    "_ZNK6tflite3ops7builtin20BuiltinRefOpResolver6FindOpENS_15BuiltinOperatorEi");
const Registration* find_custom_op(const void* self, const char* name, int version) __asm__(
    "_ZNK6tflite3ops7builtin20BuiltinRefOpResolver6FindOpEPKci");
}

namespace {

using Bytes = std::vector<char>;

void append_message(void* messages, const char* format, va_list args) {
  char line[1024];
  std::vsnprintf(line, sizeof line, format, args);
  auto* text = static_cast<std::string*>(messages);
  *text += line;
  *text += '\n';
}

// A model with memory to run in. Each step says whether it went well; error() says why not.
class Interpreter {
 public:
  ~Interpreter() {
    if (interpreter_ != nullptr) TfLiteInterpreterDelete(interpreter_);
    if (model_ != nullptr) TfLiteModelDelete(model_);
  }

  bool load(const Bytes& model, void* resolver) {
    model_ = TfLiteModelCreateWithErrorReporter(model.data(), model.size(), append_message, &error_);
    if (model_ == nullptr) return fail("not a model");
    TfLiteInterpreterOptions* options = TfLiteInterpreterOptionsCreate();
    TfLiteInterpreterOptionsSetNumThreads(options, 1);
    TfLiteInterpreterOptionsSetErrorReporter(options, append_message, &error_);
    TfLiteInterpreterOptionsSetOpResolver(
        options, [](void* self, int code, int version) { return find_builtin_op(self, code, version); },
        [](void* self, const char* name, int version) { return find_custom_op(self, name, version); }, resolver);
    interpreter_ = TfLiteInterpreterCreate(model_, options);
    TfLiteInterpreterOptionsDelete(options);
    if (interpreter_ == nullptr) return fail("cannot be built");
    return TfLiteInterpreterAllocateTensors(interpreter_) == 0 || fail("cannot be prepared");
  }

  bool run(const Bytes& records, Bytes& outputs) {
    const char* next = records.data();
    const char* end = next + records.size();
    while (next != end) {
      next = put_inputs(next, end);
      if (next == nullptr) return fail("the records are no multiple of the inputs' size");
      if (TfLiteInterpreterInvoke(interpreter_) != 0) return fail("cannot be run");
      get_outputs(outputs);
    }
    return true;
  }

  const std::string& error() const { return error_; }

 private:
  const char* put_inputs(const char* next, const char* end) {
    for (int32_t i = 0; i < TfLiteInterpreterGetInputTensorCount(interpreter_); i++) {
      TfLiteTensor* input = TfLiteInterpreterGetInputTensor(interpreter_, i);
      const size_t size = TfLiteTensorByteSize(input);
      if (size == 0 || size > static_cast<size_t>(end - next)) return nullptr;
      TfLiteTensorCopyFromBuffer(input, next, size);
      next += size;
    }
    return next;
  }

  void get_outputs(Bytes& outputs) const {
    for (int32_t i = 0; i < TfLiteInterpreterGetOutputTensorCount(interpreter_); i++) {
      const TfLiteTensor* output = TfLiteInterpreterGetOutputTensor(interpreter_, i);
      const size_t size = TfLiteTensorByteSize(output);
      outputs.resize(outputs.size() + size);
      TfLiteTensorCopyToBuffer(output, outputs.data() + outputs.size() - size, size);
    }
  }

  bool fail(const char* what) {
    error_ += what;
    return false;
  }

  TfLiteModel* model_ = nullptr;
  TfLiteInterpreter* interpreter_ = nullptr;
  std::string error_;
};

bool read_frame(Bytes& bytes) {
  uint32_t size = 0;
  if (std::fread(&size, sizeof size, 1, stdin) != 1) return false;
  bytes.resize(size);
  return std::fread(bytes.data(), 1, size, stdin) == size;
}

void write_answer(uint32_t good, const char* data, size_t size) {
  const uint32_t head[] = {good, static_cast<uint32_t>(size)};
  std::fwrite(head, sizeof head, 1, stdout);
  std::fwrite(data, 1, size, stdout);
  std::fflush(stdout);
}

}  // namespace

int main() {
  void* resolver = std::calloc(1, 1 << 16);  // far more than the class needs
  construct_resolver(resolver);
  Bytes model, records;
  while (read_frame(model) && read_frame(records)) {
    Interpreter interpreter;
    Bytes outputs;
    if (interpreter.load(model, resolver) && interpreter.run(records, outputs)) {
      write_answer(1, outputs.data(), outputs.size());
    } else {
      write_answer(0, interpreter.error().data(), interpreter.error().size());
    }
  }
}
