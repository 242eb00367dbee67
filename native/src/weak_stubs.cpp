// Temporary: weak definitions, so that the binding links while kernels are being written.
#include "lanewise.h"
#pragma GCC diagnostic ignored "-Wunused-parameter"
__attribute__((weak)) lanewise_status lanewise_create_conv2d_f32(const lanewise_window* window, float minimum, float maximum, const float* weights, const float* bias, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_depthwise_conv2d_f32(const lanewise_window* window, float minimum, float maximum, const float* weights, const float* bias, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
__attribute__((weak)) lanewise_status lanewise_create_fully_connected_f32(int32_t rows, int32_t input_channels, int32_t output_channels, float minimum, float maximum, const float* weights, const float* bias, lanewise_operator** op) { return LANEWISE_INVALID_ARGUMENT; }
