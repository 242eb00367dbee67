// Temporary: weak definitions, so that the binding links while kernels are being written.
#include "lanewise.h"
#pragma GCC diagnostic ignored "-Wunused-parameter"
__attribute__((weak)) lanewise_status lanewise_create_conv2d_f32(const lanewise_window* window, float minimum, float maximum, const float* weights, const float* bias, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_depthwise_conv2d_f32(const lanewise_window* window, float minimum, float maximum, const float* weights, const float* bias, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_fully_connected_f32(int32_t rows, int32_t input_channels, int32_t output_channels, float minimum, float maximum, const float* weights, const float* bias, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_lookup_s8(int32_t elements, const int8_t* table, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_logistic_f32(int32_t elements, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_clamp_f32(int32_t elements, float minimum, float maximum, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_softmax_s8(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift, int32_t difference_minimum, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_softmax_f32(int32_t rows, int32_t depth, float beta, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_concatenation(int32_t rows, const int32_t* bytes, int32_t inputs, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_pad(int32_t rank, const int32_t* input_dims, const int32_t* before, const int32_t* after, int32_t element_bytes, const void* value, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_copy(int32_t bytes, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_quantize_f32_s8(int32_t elements, float scale, int32_t zero_point, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_requantize_s8(int32_t elements, const lanewise_requantization* requantization, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
