// SPDX-License-Identifier: Apache-2.0
//
// Lanewise kernel library: the one public header. JavaCPP reads it to make the Java binding.
//
// An operator lives in three steps:
//   create   checks every parameter, copies and packs weights, chooses a microkernel; may allocate;
//   run      allocates nothing and fails only on bad buffers, or values in them that the text of its operator excludes;
//            safe from several threads at once on one operator, as long as each call has its own output and workspace;
//   destroy  frees it.
// Every function that can meet a bad argument returns a lanewise_status; none crashes the process for one.
// A status of LANEWISE_INVALID_ARGUMENT or LANEWISE_OUT_OF_MEMORY from a create function leaves *op NULL.
//
// Tensors are dense. Images are NHWC. Quantized values follow TFLite's 8-bit specification:
// real = scale * (q - zero_point). Integer results equal TFLite's reference kernels bit for bit, on every ISA level.

#ifndef LANEWISE_H_
#define LANEWISE_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LANEWISE_API __attribute__((visibility("default")))

/** Changes whenever a signature or a structure of this header changes. */
#define LANEWISE_ABI_VERSION 8

/** Largest number of dimensions of a broadcast or padded tensor. */
#define LANEWISE_MAX_RANK 6

typedef enum lanewise_status {
  LANEWISE_OK = 0,
  LANEWISE_INVALID_ARGUMENT = 1,
  LANEWISE_OUT_OF_MEMORY = 2
} lanewise_status;

/** Most threads that a pool can share work among, its caller included. */
#define LANEWISE_MAX_THREADS 64

/** A checked, packed, immutable operator. */
typedef struct lanewise_operator lanewise_operator;

/** Threads that share the work of operators. */
typedef struct lanewise_pool lanewise_pool;

/** Memory of the caller. `data` may be NULL only where `size` is 0. */
typedef struct lanewise_buffer {
  void* data;
  size_t size; /* bytes */
} lanewise_buffer;

/* ---- library and CPU ---------------------------------------------------------------------------------------- */

LANEWISE_API int32_t lanewise_abi_version(void);

/** Text that differs between any two builds of different sources. */
LANEWISE_API const char* lanewise_build_id(void);

/** ISA level in use: the best one that both this core and the limit allow, e.g. "aarch64-dotprod". */
LANEWISE_API const char* lanewise_isa(void);

/** Best ISA level of this core, whatever the limit: what the system says of it. The environment variable
 *  LANEWISE_CPU_ISA overrules the system, for emulators and for kernels that do not tell 32-bit programs of the dot
 *  product (before 6.2); a level that the core does not have ends in an illegal instruction. */
LANEWISE_API const char* lanewise_cpu_isa(void);

/** Caps the ISA level of operators created from now on; the name of a level, or NULL for no limit.
 *  The environment variable LANEWISE_ISA sets the limit a process starts with (an unknown name there is ignored; the
 *  Java runtime warns of it). */
LANEWISE_API lanewise_status lanewise_limit_isa(const char* name);

/** The microkernel table of this platform: rows 0 to count - 1. */
LANEWISE_API int32_t lanewise_microkernel_count(void);
LANEWISE_API const char* lanewise_microkernel_name(int32_t row);
LANEWISE_API const char* lanewise_microkernel_isa(int32_t row);

/* ---- operators in general ----------------------------------------------------------------------------------- */

/** Runs an operator. `buffers`: the inputs in order, then the output, then the workspace; `count` = inputs + 2.
 *  Each must be at least as large as the operator needs; float data is aligned to 4 bytes. The output may not overlap
 *  an input or the workspace, except that elementwise operators (the text of each says so) may write over an input of
 *  the same size. */
LANEWISE_API lanewise_status lanewise_run(const lanewise_operator* op, const lanewise_buffer* buffers, size_t count);

/** An operator and what lanewise_run takes for it. */
typedef struct lanewise_step {
  const lanewise_operator* op;
  const lanewise_buffer* buffers;
  size_t buffer_count;
} lanewise_step;

/** Runs a network: its operators in order. Returns how many of them ran: `count`, or the position of the first that
 *  refused its buffers or what they hold. `steps` may be NULL only where `count` is 0.
 *  With a pool, its helpers share the work of operators that are worth it; outputs are the same to the last bit. `pool`
 *  may be NULL: the calling thread works alone, as it does if the pool is in use by another call. */
LANEWISE_API size_t lanewise_run_steps(const lanewise_step* steps, size_t count, lanewise_pool* pool);

/** Bytes of workspace that one run needs; 0 for NULL. */
LANEWISE_API size_t lanewise_workspace_size(const lanewise_operator* op);

/** Bytes of packed weights and tables that the operator holds; 0 for NULL. */
LANEWISE_API size_t lanewise_operator_size(const lanewise_operator* op);

/** Name of the microkernel that does the operator's work, e.g. "gemm_s8_4x16c4_aarch64_dotprod"; "" for NULL. */
LANEWISE_API const char* lanewise_operator_microkernel(const lanewise_operator* op);

/** Frees an operator; NULL is allowed. */
LANEWISE_API void lanewise_destroy(lanewise_operator* op);

/* ---- threads ------------------------------------------------------------------------------------------------ */

/** A pool for work on `threads` threads (1 to LANEWISE_MAX_THREADS): the one that calls lanewise_run_steps, and up to
 *  threads - 1 helpers. The library starts no threads of its own. */
LANEWISE_API lanewise_status lanewise_pool_create(int32_t threads, lanewise_pool** pool);

/** Makes the calling thread a helper until the pool is closed. It looks out for work for some tens of microseconds
 *  after the last, then sleeps until there is some. A pool that has not got its helpers, or not yet, works with those
 *  it has. Refuses more than threads - 1 of them. */
LANEWISE_API lanewise_status lanewise_pool_serve(lanewise_pool* pool);

/** Lets helpers return as soon as they have ended what they have begun. A run in progress, and later ones, go on
 *  without them. NULL is allowed. */
LANEWISE_API void lanewise_pool_close(lanewise_pool* pool);

/** Frees a pool, once every call with it has returned; NULL is allowed. */
LANEWISE_API void lanewise_pool_destroy(lanewise_pool* pool);

/* ---- convolution, fully connected --------------------------------------------------------------------------- */

/** Geometry of conv2d, depthwise_conv2d and pooling. Padding below and to the right follows from the output size.
 *  All sizes, strides and dilations are at least 1; paddings at least 0 and less than what the windows span. */
typedef struct lanewise_window {
  int32_t batch;
  int32_t input_height, input_width, input_channels;
  int32_t output_height, output_width, output_channels;
  int32_t kernel_height, kernel_width;
  int32_t stride_height, stride_width;
  int32_t dilation_height, dilation_width;
  int32_t padding_top, padding_left;
  int32_t groups; /* 1 for pooling; input_channels for depthwise */
} lanewise_window;

/** int32 accumulator -> int8: per channel `multipliers[c]` (Q0.31, 0 or 2^30 to 2^31 - 1) and `shifts[c]`
 *  (-31 to 30, positive is left) as made by TFLite's QuantizeMultiplier; applied with double rounding:
 *  saturating rounding doubling high multiply, then rounding shift right half away from zero.
 *  Or, of convolutions alone, `factors[c]`, 0 to below 2^30, as ONNX's QLinearConv: product in float32, ties to
 *  even. */
typedef struct lanewise_requantization {
  int32_t input_zero_point;  /* -128 to 127 */
  int32_t output_zero_point; /* -128 to 127 */
  int32_t output_minimum;    /* fused activation, -128 to 127 */
  int32_t output_maximum;
  const int32_t* multipliers; /* one per output channel */
  const int32_t* shifts;      /* one per output channel */
  const float* factors;       /* one per output channel, in place of these two, which are then not read; or NULL */
} lanewise_requantization;

/** Weights int8 [output_channels, kernel_height, kernel_width, input_channels / groups], zero point 0, any int8 value.
 *  Bias int32 [output_channels] or NULL. Input int8 NHWC, output int8 NHWC. */
LANEWISE_API lanewise_status lanewise_create_conv2d_s8(const lanewise_window* window,
    const lanewise_requantization* requantization, const int8_t* weights, const int32_t* bias, lanewise_operator** op);

/** Weights int8 [kernel_height, kernel_width, output_channels]; output channel c reads input channel
 *  c / (output_channels / input_channels). */
LANEWISE_API lanewise_status lanewise_create_depthwise_conv2d_s8(const lanewise_window* window,
    const lanewise_requantization* requantization, const int8_t* weights, const int32_t* bias, lanewise_operator** op);

/** int32 accumulator -> int8 of a dense layer, the one operator that TFLite's reference kernels (2.20 and later) scale
 *  in floating point: clamp(round(accumulator * factors[c]) + output_zero_point), product and rounding, ties away from
 *  zero, in double. A factor is at least 0 and below 2^30. */
typedef struct lanewise_dense_scaling {
  int32_t input_zero_point;  /* -128 to 127 */
  int32_t output_zero_point; /* -128 to 127 */
  int32_t output_minimum;    /* fused activation, -128 to 127 */
  int32_t output_maximum;
  const double* factors; /* one per output channel */
} lanewise_dense_scaling;

/** Input [rows, input_channels], weights [output_channels, input_channels], output [rows, output_channels]. */
LANEWISE_API lanewise_status lanewise_create_fully_connected_s8(int32_t rows, int32_t input_channels,
    int32_t output_channels, const lanewise_dense_scaling* scaling, const int8_t* weights, const int32_t* bias,
    lanewise_operator** op);

/** The three above where weights have zero points, one per output channel, -128 to 127: TFLite's uint8 models, every
 *  value and zero point of them less 128. Sums of (input - input_zero_point) * (weight - its zero point) wrap. */
LANEWISE_API lanewise_status lanewise_create_asymmetric_conv2d_s8(const lanewise_window* window,
    const lanewise_requantization* requantization, const int8_t* weights, const int32_t* weight_zero_points,
    const int32_t* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_asymmetric_depthwise_conv2d_s8(const lanewise_window* window,
    const lanewise_requantization* requantization, const int8_t* weights, const int32_t* weight_zero_points,
    const int32_t* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_asymmetric_fully_connected_s8(int32_t rows, int32_t input_channels,
    int32_t output_channels, const lanewise_dense_scaling* scaling, const int8_t* weights,
    const int32_t* weight_zero_points, const int32_t* bias, lanewise_operator** op);

/** TFLite's 16x8: input and output int16 with zero point 0, weights int8 as above, bias int64 or NULL, accumulators
 *  int64, below 2^47 in magnitude for every input (the caller proves it). Zero points are 0, the fused activation is
 *  int16's. Scaling of convolutions: the multiplier rounded to 15 bits, the product rounded once, ties upward; shifts
 *  are at most 7. */
LANEWISE_API lanewise_status lanewise_create_conv2d_s16(const lanewise_window* window,
    const lanewise_requantization* requantization, const int8_t* weights, const int64_t* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_depthwise_conv2d_s16(const lanewise_window* window,
    const lanewise_requantization* requantization, const int8_t* weights, const int64_t* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_fully_connected_s16(int32_t rows, int32_t input_channels,
    int32_t output_channels, const lanewise_dense_scaling* scaling, const int8_t* weights, const int64_t* bias,
    lanewise_operator** op);

/** Of float operators with int8 weights, TFLite's dynamic range: each image (each row of a dense layer) becomes int8 by
 *  its own range, with a zero point by it or 0; sums become floats by the weights' scales and the input's. */
typedef struct lanewise_dynamic_scaling {
  int32_t asymmetric;         /* whether the input has a zero point by its range */
  int32_t sum_first;          /* sum * weight scale * input scale, else sum * (weight scale * input scale) */
  float minimum, maximum;     /* fused activation; infinities for none */
  const float* weight_scales; /* one per output channel */
} lanewise_dynamic_scaling;

/** Input and output float32, weights int8 as of their int8 twins, bias float32 or NULL. No sum may exceed int32 (the
 *  caller proves it). Results are the same to the last bit on every platform. */
LANEWISE_API lanewise_status lanewise_create_dynamic_conv2d_f32(const lanewise_window* window,
    const lanewise_dynamic_scaling* scaling, const int8_t* weights, const float* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_dynamic_depthwise_conv2d_f32(const lanewise_window* window,
    const lanewise_dynamic_scaling* scaling, const int8_t* weights, const float* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_dynamic_fully_connected_f32(int32_t rows, int32_t input_channels,
    int32_t output_channels, const lanewise_dynamic_scaling* scaling, const int8_t* weights, const float* bias,
    lanewise_operator** op);

/** The float twins. `minimum` and `maximum` are the fused activation; infinities for none. */
LANEWISE_API lanewise_status lanewise_create_conv2d_f32(const lanewise_window* window, float minimum, float maximum,
    const float* weights, const float* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_depthwise_conv2d_f32(const lanewise_window* window, float minimum,
    float maximum, const float* weights, const float* bias, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_fully_connected_f32(int32_t rows, int32_t input_channels,
    int32_t output_channels, float minimum, float maximum, const float* weights, const float* bias,
    lanewise_operator** op);

/* ---- pooling, reduction ------------------------------------------------------------------------------------- */

/** Average of the cells inside the image, rounded half away from zero, then clamped. Input and output share scale
 *  and zero point. A window that touches no cell is refused. */
LANEWISE_API lanewise_status lanewise_create_average_pool2d_s8(const lanewise_window* window, int32_t minimum,
    int32_t maximum, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_max_pool2d_s8(const lanewise_window* window, int32_t minimum,
    int32_t maximum, lanewise_operator** op);
/** TFLite's uint8 kernel on values that are 128 less: halves go up. */
LANEWISE_API lanewise_status lanewise_create_average_pool2d_u8(const lanewise_window* window, int32_t minimum,
    int32_t maximum, lanewise_operator** op);
/** The int16 twins; a window has at most 65535 cells. */
LANEWISE_API lanewise_status lanewise_create_average_pool2d_s16(const lanewise_window* window, int32_t minimum,
    int32_t maximum, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_max_pool2d_s16(const lanewise_window* window, int32_t minimum,
    int32_t maximum, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_average_pool2d_f32(const lanewise_window* window, float minimum,
    float maximum, lanewise_operator** op);
/** Comparisons are those of std::max, from the lowest float on: NaN is passed over. */
LANEWISE_API lanewise_status lanewise_create_max_pool2d_f32(const lanewise_window* window, float minimum, float maximum,
    lanewise_operator** op);

/** Mean over the middle of [outer, reduced, inner]. Integer form as TFLite's reference: `multiplier` and `shift`
 *  already hold the division by `reduced`: out = requantize(sum(q) - reduced * input_zero_point) +
 *  output_zero_point. */
LANEWISE_API lanewise_status lanewise_create_mean_s8(int32_t outer, int32_t reduced, int32_t inner,
    int32_t input_zero_point, int32_t output_zero_point, int32_t multiplier, int32_t shift, lanewise_operator** op);
/** The int16 twin, whose zero points are 0. */
LANEWISE_API lanewise_status lanewise_create_mean_s16(int32_t outer, int32_t reduced, int32_t inner,
    int32_t multiplier, int32_t shift, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_mean_f32(int32_t outer, int32_t reduced, int32_t inner,
    lanewise_operator** op);

/** How a reduction joins values. Extrema are NaN where one value is; -0 is less than 0. */
typedef enum lanewise_reduce_function {
  LANEWISE_REDUCE_MAX = 0,
  LANEWISE_REDUCE_MIN = 1,
  LANEWISE_REDUCE_PROD = 2,
  LANEWISE_REDUCE_SUM = 3
} lanewise_reduce_function;

/** As the mean, with `function`: a lanewise_reduce_function, of int8 and int16 an extremum. */
LANEWISE_API lanewise_status lanewise_create_reduce_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
    lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_reduce_s16(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
    lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_reduce_f32(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
    lanewise_operator** op);

/** Product, TFLite's reference: the first value less its zero point; for each further one the product with it,
 *  requantized; then requantized once more, plus the output zero point. `multiplier` is rounded to 15 bits, products
 *  once, ties upward; what they leave keeps its low 32 bits. `shift` at most 7. */
LANEWISE_API lanewise_status lanewise_create_reduce_prod_s8(int32_t outer, int32_t reduced, int32_t inner,
    int32_t input_zero_point, int32_t output_zero_point, int32_t multiplier, int32_t shift, lanewise_operator** op);
/** The int16 twin, whose zero points are 0. */
LANEWISE_API lanewise_status lanewise_create_reduce_prod_s16(int32_t outer, int32_t reduced, int32_t inner,
    int32_t multiplier, int32_t shift, lanewise_operator** op);

/* ---- elementwise with broadcasting -------------------------------------------------------------------------- */

/** Two inputs broadcast to one output. Strides in elements; 0 along a broadcast dimension. Dimensions are outermost
 *  first; rank 1 to LANEWISE_MAX_RANK. The last dimension of an input has stride 1 or 0.
 *  Both inputs must be at least as large as the largest element they are read at. */
typedef struct lanewise_broadcast {
  int32_t rank;
  int32_t dims[LANEWISE_MAX_RANK];
  int32_t left_strides[LANEWISE_MAX_RANK];
  int32_t right_strides[LANEWISE_MAX_RANK];
} lanewise_broadcast;

/** TFLite's quantized ADD: each input, less its zero point, is shifted left by `left_shift` and requantized to a common
 *  scale; the sum is requantized to the output's. */
typedef struct lanewise_add_params {
  int32_t left_zero_point, right_zero_point, output_zero_point;
  int32_t left_multiplier, left_multiplier_shift;
  int32_t right_multiplier, right_multiplier_shift;
  int32_t output_multiplier, output_multiplier_shift;
  int32_t left_shift; /* TFLite's choice, no other: 20 for int8, 15 for int16, 7 of SQUARED_DIFFERENCE */
  int32_t output_minimum, output_maximum;
} lanewise_add_params;

/** TFLite's quantized MUL: requantize((left - zl) * (right - zr)) + zo. Its DIV takes the same. */
typedef struct lanewise_mul_params {
  int32_t left_zero_point, right_zero_point, output_zero_point;
  int32_t multiplier, shift;
  int32_t output_minimum, output_maximum;
} lanewise_mul_params;

/** May write over an input that has the output's size. */
LANEWISE_API lanewise_status lanewise_create_add_s8(const lanewise_broadcast* broadcast,
    const lanewise_add_params* params, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_mul_s8(const lanewise_broadcast* broadcast,
    const lanewise_mul_params* params, lanewise_operator** op);
/** The int16 twins, whose zero points are 0. May run in place, too. */
LANEWISE_API lanewise_status lanewise_create_add_s16(const lanewise_broadcast* broadcast,
    const lanewise_add_params* params, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_mul_s16(const lanewise_broadcast* broadcast,
    const lanewise_mul_params* params, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_add_f32(const lanewise_broadcast* broadcast, float minimum, float maximum,
    lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_mul_f32(const lanewise_broadcast* broadcast, float minimum, float maximum,
    lanewise_operator** op);

/** TFLite's quantized SUB: ADD whose rescaled right input is subtracted. May run in place, as all of these. */
LANEWISE_API lanewise_status lanewise_create_sub_s8(const lanewise_broadcast* broadcast,
    const lanewise_add_params* params, lanewise_operator** op);
/** The int16 twin, whose zero points are 0. */
LANEWISE_API lanewise_status lanewise_create_sub_s16(const lanewise_broadcast* broadcast,
    const lanewise_add_params* params, lanewise_operator** op);
/** TFLite's quantized SQUARED_DIFFERENCE: as SUB, but for the shift, with the square of the difference requantized. */
LANEWISE_API lanewise_status lanewise_create_squared_difference_s8(const lanewise_broadcast* broadcast,
    const lanewise_add_params* params, lanewise_operator** op);
/** The larger and the smaller of two values on one grid. */
LANEWISE_API lanewise_status lanewise_create_maximum_s8(const lanewise_broadcast* broadcast, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_minimum_s8(const lanewise_broadcast* broadcast, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_maximum_s16(const lanewise_broadcast* broadcast, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_minimum_s16(const lanewise_broadcast* broadcast, lanewise_operator** op);

/** TFLite's quantized DIV: requantize((left - zl) / (right - zr)) + zo by a fixed-point reciprocal. A run with a right
 *  value of zr is refused. Shifts at most 23. */
LANEWISE_API lanewise_status lanewise_create_div_s8(const lanewise_broadcast* broadcast,
    const lanewise_mul_params* params, lanewise_operator** op);
/** The int16 twin, whose zero points are 0 and whose shifts at most 15. */
LANEWISE_API lanewise_status lanewise_create_div_s16(const lanewise_broadcast* broadcast,
    const lanewise_mul_params* params, lanewise_operator** op);

/** TFLite's quantized PRELU, x = in - zi: requantize(x) by `positive` where x >= 0, else requantize(x * (slope - zs))
 *  by `negative`; plus zo. */
typedef struct lanewise_prelu_params {
  int32_t input_zero_point, slope_zero_point, output_zero_point;
  int32_t positive_multiplier, positive_shift;
  int32_t negative_multiplier, negative_shift;
} lanewise_prelu_params;

/** The left input is `in`, the right one the slopes. */
LANEWISE_API lanewise_status lanewise_create_prelu_s8(const lanewise_broadcast* broadcast,
    const lanewise_prelu_params* params, lanewise_operator** op);

/** Functions of two floats. Values of comparisons and of NaN, infinities and zeros are Java's. */
typedef enum lanewise_binary_function {
  LANEWISE_SUB = 0,
  LANEWISE_DIV = 1,
  LANEWISE_MAXIMUM = 2, /* NaN where one of them is; -0 is less than 0 */
  LANEWISE_MINIMUM = 3,
  LANEWISE_POW = 4,   /* left to the power of right, within 0.51 units in the last place */
  LANEWISE_PRELU = 5, /* left where it is at least 0, else left * right */
  LANEWISE_SQUARED_DIFFERENCE = 6,
  LANEWISE_FLOOR_DIV = 7,
  LANEWISE_FLOOR_MOD = 8 /* what it leaves, exactly, with the sign of right; NaN of a division by 0 */
} lanewise_binary_function;

/** `function`: a lanewise_binary_function. Its result is clamped. */
LANEWISE_API lanewise_status lanewise_create_binary_f32(const lanewise_broadcast* broadcast, int32_t function,
    float minimum, float maximum, lanewise_operator** op);

/* ---- products of two inputs ---------------------------------------------------------------------------------- */

/** Products of matrices that are both inputs: int8 [rows, depth] x [depth, columns], transposed [depth, rows] or
 *  [columns, depth], one product for each element of the outer dimensions, whose strides are in matrices. Sums of
 *  (left - requantization->input_zero_point) * (right - right_zero_point) are requantized by one multiplier. */
LANEWISE_API lanewise_status lanewise_create_batch_matmul_s8(const lanewise_broadcast* outer, int32_t rows,
    int32_t depth, int32_t columns, int32_t left_transposed, int32_t right_transposed, int32_t right_zero_point,
    const lanewise_requantization* requantization, lanewise_operator** op);

/** The float twin. */
LANEWISE_API lanewise_status lanewise_create_batch_matmul_f32(const lanewise_broadcast* outer, int32_t rows,
    int32_t depth, int32_t columns, int32_t left_transposed, int32_t right_transposed, lanewise_operator** op);

/* ---- activation --------------------------------------------------------------------------------------------- */

/** out[i] = table[in[i] + 128]; `table` has 256 entries. Logistic, tanh and their like. May run in place. */
LANEWISE_API lanewise_status lanewise_create_lookup_s8(int32_t elements, const int8_t* table, lanewise_operator** op);
/** The int16 twin: 513 values for -32768, -32640, ... 32768, with lines between. What is beyond int16 wraps, as in
 *  TFLite. May run in place. */
LANEWISE_API lanewise_status lanewise_create_lookup_s16(int32_t elements, const int16_t* table, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_logistic_f32(int32_t elements, lanewise_operator** op);
/** out = min(max(in, minimum), maximum). May run in place. */
LANEWISE_API lanewise_status lanewise_create_clamp_f32(int32_t elements, float minimum, float maximum,
    lanewise_operator** op);

/** Functions of one float. What is not exact is within 2 units in the last place, but for GELU. */
typedef enum lanewise_unary_function {
  LANEWISE_ABS = 0,
  LANEWISE_CEIL = 1,
  LANEWISE_ELU = 2, /* x where positive, else e^x - 1 */
  LANEWISE_EXP = 3,
  LANEWISE_FLOOR = 4,
  LANEWISE_GELU = 5, /* x P(X < x) of the normal distribution, within 3e-7 |x|; 0 of -infinity */
  LANEWISE_HARD_SWISH = 6, /* x * min(max(x + 3, 0), 6) / 6 */
  LANEWISE_LOG = 7,
  LANEWISE_NEG = 8,
  LANEWISE_ROUND = 9, /* ties to even */
  LANEWISE_RSQRT = 10,
  LANEWISE_SQRT = 11,
  LANEWISE_TANH = 12,
  LANEWISE_SIGN = 13, /* 1, 0 or -1; a zero keeps its sign */
  LANEWISE_SQUARE = 14,
  LANEWISE_COS = 15, /* of angles of any size */
  LANEWISE_SIN = 16
} lanewise_unary_function;

/** `function`: a lanewise_unary_function. May run in place. */
LANEWISE_API lanewise_status lanewise_create_unary_f32(int32_t elements, int32_t function, lanewise_operator** op);
/** out = in where it is at least 0, else in * alpha. May run in place. */
LANEWISE_API lanewise_status lanewise_create_leaky_relu_f32(int32_t elements, float alpha, lanewise_operator** op);
/** int16: out = requantize(in) by `positive` where in is at least 0, else by `negative`. May run in place. */
LANEWISE_API lanewise_status lanewise_create_leaky_relu_s16(int32_t elements, int32_t positive_multiplier,
    int32_t positive_shift, int32_t negative_multiplier, int32_t negative_shift, lanewise_operator** op);
/** out = requantize(|in|). May run in place. */
LANEWISE_API lanewise_status lanewise_create_abs_s16(int32_t elements, int32_t multiplier, int32_t shift,
    lanewise_operator** op);
/** TFLite's int16 SQRT: sqrt(in * input_scale) / output_scale in float32, cut off; of negative values 0. May run in
 *  place. */
LANEWISE_API lanewise_status lanewise_create_sqrt_s16(int32_t elements, float input_scale, float output_scale,
    lanewise_operator** op);

/** Softmax over rows of `depth`, TFLite's reference fixed point (exp in Q5.26, sum in Q12.19). `multiplier` and
 *  `shift` quantize beta * input_scale * 2^26; `difference_minimum` is the negated input radius. Output scale 1/256,
 *  zero point -128. */
LANEWISE_API lanewise_status lanewise_create_softmax_s8(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift,
    int32_t difference_minimum, lanewise_operator** op);
/** int16 logistic, TFLite's reference: x = (in * multiplier + 2^(shift - 1)) >> shift are units of 1 / 12288, and
 *  `table` has 1 / (1 + e^-x) for x = 0, 512, ... 255 * 512 in Q0.16, rising from 1/2, with lines between. shift 0 to
 *  31; in * multiplier + 2^(shift - 1) fits int32 for every input. Output Q0.15. May run in place. */
LANEWISE_API lanewise_status lanewise_create_logistic_s16(int32_t elements, int32_t multiplier, int32_t shift,
    const uint16_t* table, lanewise_operator** op);
/** int16 tanh, by the same table: twice the logistic function of 2x, less 1. */
LANEWISE_API lanewise_status lanewise_create_tanh_s16(int32_t elements, int32_t multiplier, int32_t shift,
    const uint16_t* table, lanewise_operator** op);
/** int16 softmax, TFLite's reference: `multiplier` and `shift` (at most 14) quantize beta * input_scale * 65535 / 10.
 *  Tables of 513 values in Q0.15, none negative, with lines between: `exponentials`, e^x for x of -10 to 0, rising, the
 *  last two at least 1 / 2; `reciprocals`, 1 / (1 + x) for x of 0 to 1. Rows of at most 65535. Output Q0.15. */
LANEWISE_API lanewise_status lanewise_create_softmax_s16(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift,
    const int16_t* exponentials, const int16_t* reciprocals, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_softmax_f32(int32_t rows, int32_t depth, float beta,
    lanewise_operator** op);

/** The logarithm of softmax, TFLite's reference fixed point: the first parameters are those of softmax with beta 1,
 *  `inverse` is the factor from Q5.26 back to differences, not 0. At most 4095 columns. Output scale 1/16, zero point
 *  127. */
LANEWISE_API lanewise_status lanewise_create_log_softmax_s8(int32_t rows, int32_t depth, int32_t multiplier,
    int32_t shift, int32_t difference_minimum, int32_t inverse_multiplier, int32_t inverse_shift,
    lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_log_softmax_f32(int32_t rows, int32_t depth, lanewise_operator** op);

/** Rows divided by their lengths. Output scale 1/128, zero point 0, TFLite's reference fixed point; `shifted` is 1
 *  where values are shifted left by the 7 bits of that scale before they are scaled, as TFLite's uint8 kernel does it,
 *  or 0. */
LANEWISE_API lanewise_status lanewise_create_l2_normalization_s8(int32_t rows, int32_t depth, int32_t input_zero_point,
    int32_t shifted, lanewise_operator** op);
/** A length below 10^-6 is taken as that. */
LANEWISE_API lanewise_status lanewise_create_l2_normalization_f32(int32_t rows, int32_t depth, lanewise_operator** op);

/* ---- resizing ------------------------------------------------------------------------------------------------ */

/** Images NHWC of another height and width. Where output cell i lies in the input: i * (in - 1) / (out - 1) with
 *  `align_corners`, (i + 0.5) * in / out - 0.5 with `half_pixel_centers`, else i * in / out. Not both; sizes are at
 *  least 1, heights and widths at most 2^20. */
typedef struct lanewise_resize {
  int32_t batch, channels;
  int32_t input_height, input_width;
  int32_t output_height, output_width;
  int32_t align_corners, half_pixel_centers;
} lanewise_resize;

/** Copies the nearest cell, chosen in float32 as TFLite's reference does. `element_bytes` 1, 2, 4 or 8. */
LANEWISE_API lanewise_status lanewise_create_resize_nearest(const lanewise_resize* resize, int32_t element_bytes,
    lanewise_operator** op);
/** TFLite's int8 kernel: weights in units of 2^-10, exact sums, ties away from zero. */
LANEWISE_API lanewise_status lanewise_create_resize_bilinear_s8(const lanewise_resize* resize, lanewise_operator** op);
/** TFLite's uint8 kernel on values that are 128 less: in float32, rounded half up. */
LANEWISE_API lanewise_status lanewise_create_resize_bilinear_u8(const lanewise_resize* resize, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_resize_bilinear_f32(const lanewise_resize* resize, lanewise_operator** op);

/* ---- moving and converting ---------------------------------------------------------------------------------- */

/** `rows` times: the next `bytes[i]` bytes of every input i in turn. */
LANEWISE_API lanewise_status lanewise_create_concatenation(int32_t rows, const int32_t* bytes, int32_t inputs,
    lanewise_operator** op);

/** Pads a tensor of `rank` (1 to LANEWISE_MAX_RANK) dimensions. `element_bytes` 1, 2, 4 or 8;
 *  `value` points to one element. */
LANEWISE_API lanewise_status lanewise_create_pad(int32_t rank, const int32_t* input_dims, const int32_t* before,
    const int32_t* after, int32_t element_bytes, const void* value, lanewise_operator** op);

/** Gathers elements that lie at regular distances: element (i0, i1, ...) of the output is the input's at
 *  `start` + i0 * strides[0] + i1 * strides[1] + ... Another order of dimensions, a part, every second element.
 *  `dims` are the output's, outermost first; rank 1 to LANEWISE_MAX_RANK; strides in elements, of any sign or 0; no
 *  element before the input's first is read. The input ends at the last element that is read, or later. `element_bytes`
 *  1, 2, 4 or 8. */
LANEWISE_API lanewise_status lanewise_create_strided_copy(int32_t rank, const int32_t* dims, const int32_t* strides,
    int32_t start, int32_t element_bytes, lanewise_operator** op);

/** Copies `bytes` bytes. */
LANEWISE_API lanewise_status lanewise_create_copy(int32_t bytes, lanewise_operator** op);

/** out = clamp(round half away(in / scale) + zero_point); NaN becomes the zero point. */
LANEWISE_API lanewise_status lanewise_create_quantize_f32_s8(int32_t elements, float scale, int32_t zero_point,
    lanewise_operator** op);
/** As lanewise_create_quantize_f32_s8, ties to even: ONNX's QuantizeLinear. */
LANEWISE_API lanewise_status lanewise_create_quantize_even_f32_s8(int32_t elements, float scale, int32_t zero_point,
    lanewise_operator** op);
/** out = scale * (in - zero_point). */
LANEWISE_API lanewise_status lanewise_create_dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point,
    lanewise_operator** op);
/** out = clamp(requantize(in - input_zero_point) + output_zero_point); with one multiplier: RELU, RELU6 and the
 *  int8 to int8 QUANTIZE. May run in place. */
LANEWISE_API lanewise_status lanewise_create_requantize_s8(int32_t elements,
    const lanewise_requantization* requantization, lanewise_operator** op);

/** The same conversions where input or output or both are int16, with zero point 0. */
LANEWISE_API lanewise_status lanewise_create_quantize_f32_s16(int32_t elements, float scale, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_dequantize_s16_f32(int32_t elements, float scale, lanewise_operator** op);
/** May run in place. */
LANEWISE_API lanewise_status lanewise_create_requantize_s16(int32_t elements,
    const lanewise_requantization* requantization, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_requantize_s16_s8(int32_t elements,
    const lanewise_requantization* requantization, lanewise_operator** op);
LANEWISE_API lanewise_status lanewise_create_requantize_s8_s16(int32_t elements,
    const lanewise_requantization* requantization, lanewise_operator** op);

/* ---- truths, indices and whole numbers ----------------------------------------------------------------------- */

/** Types of elements. Truths are bytes; what is not 0 is true. */
typedef enum lanewise_type {
  LANEWISE_BOOL = 0,
  LANEWISE_F32 = 1,
  LANEWISE_S8 = 2,
  LANEWISE_S16 = 3,
  LANEWISE_S32 = 4,
  LANEWISE_S64 = 5,
  LANEWISE_U8 = 6
} lanewise_type;

/** Rows of a table by indices that are known only when it runs: table [batches, outer, sizes..., row], indices
 *  [batches, count, rank], output [batches, outer, count, row]. An index has a number for each of `rank` (1 to
 *  LANEWISE_MAX_RANK) sizes, an integer of `index_bytes` 2, 4 or 8. Rows are bytes. A run with a number that is not
 *  0 to size - 1 is refused. Buffers need no alignment. */
LANEWISE_API lanewise_status lanewise_create_gather(int32_t batches, int32_t outer, int32_t rank, const int32_t* sizes,
    int32_t row_bytes, int32_t count, int32_t index_bytes, lanewise_operator** op);

/** Functions of two integers. What does not fit a type keeps its low bits. */
typedef enum lanewise_integer_function {
  LANEWISE_INTEGER_ADD = 0,
  LANEWISE_INTEGER_AND = 1,
  LANEWISE_INTEGER_DIV = 2,       /* rounded towards 0; by 0 the run is refused */
  LANEWISE_INTEGER_FLOOR_DIV = 3, /* rounded down; as above */
  LANEWISE_INTEGER_FLOOR_MOD = 4, /* with the divisor's sign; as above */
  LANEWISE_INTEGER_MAXIMUM = 5,
  LANEWISE_INTEGER_MINIMUM = 6,
  LANEWISE_INTEGER_MUL = 7,
  LANEWISE_INTEGER_OR = 8,
  LANEWISE_INTEGER_POW = 9, /* a run with an exponent, the right input, below 0 is refused */
  LANEWISE_INTEGER_SQUARED_DIFFERENCE = 10,
  LANEWISE_INTEGER_SUB = 11
} lanewise_integer_function;

/** `function`: a lanewise_integer_function. `type`, of inputs and output: LANEWISE_S32 or LANEWISE_S64, or
 *  LANEWISE_BOOL for AND and OR of bits. The result is clamped to values of its type (of truths, from 0 to 255). May
 *  write over an input that has the output's size. */
LANEWISE_API lanewise_status lanewise_create_binary_integers(const lanewise_broadcast* broadcast, int32_t function,
    int32_t type, int64_t minimum, int64_t maximum, lanewise_operator** op);

/** Functions of one integer: `function` is LANEWISE_ABS, LANEWISE_NEG or LANEWISE_SIGN, `type` LANEWISE_S16,
 *  LANEWISE_S32 or LANEWISE_S64. What does not fit keeps its low bits. May run in place. */
LANEWISE_API lanewise_status lanewise_create_unary_integers(int32_t elements, int32_t function, int32_t type,
    lanewise_operator** op);

/** Reductions of the middle of [outer, reduced, inner] by a lanewise_reduce_function; sums and products keep their low
 *  bits. `type`: LANEWISE_S32 or LANEWISE_S64; of LANEWISE_BOOL the smallest or the largest byte: whether all are true,
 *  or any is. */
LANEWISE_API lanewise_status lanewise_create_reduce_integers(int32_t outer, int32_t reduced, int32_t inner,
    int32_t function, int32_t type, lanewise_operator** op);

/** Running sums along the middle of [outer, reduced, inner]; without the element itself where `exclusive` is 1 and not
 *  0, from the end where `reverse` is. `type`: LANEWISE_F32, or LANEWISE_S32 or LANEWISE_S64, which keep their low
 *  bits. */
LANEWISE_API lanewise_status lanewise_create_cumulate(int32_t outer, int32_t reduced, int32_t inner, int32_t exclusive,
    int32_t reverse, int32_t type, lanewise_operator** op);

/** Numbers as those of another lanewise_type. Floats are rounded towards 0 and kept within the integer's range, NaN is
 *  0; integers keep their low bits; as a truth, NaN and everything but 0 is 1. */
LANEWISE_API lanewise_status lanewise_create_cast(int32_t elements, int32_t from, int32_t to, lanewise_operator** op);

/** Where the extremum of the middle of [outer, reduced, inner] lies, the first of equal ones. `function`:
 *  LANEWISE_REDUCE_MAX or LANEWISE_REDUCE_MIN; a NaN is found only where it comes first. `type`: a lanewise_type;
 *  `index_type`, of the output: LANEWISE_S32 or LANEWISE_S64. */
LANEWISE_API lanewise_status lanewise_create_find_extremum(int32_t outer, int32_t reduced, int32_t inner,
    int32_t function, int32_t type, int32_t index_type, lanewise_operator** op);

/** Where the `count` (1 to `depth`) largest values of each row lie, the largest first, of equal ones the first.
 *  Nothing is larger than a NaN, nor a NaN larger than anything. `type`: a lanewise_type but LANEWISE_BOOL;
 *  `index_type`, of the output: LANEWISE_S32, or LANEWISE_S16 for a `depth` of at most 2^15. */
LANEWISE_API lanewise_status lanewise_create_find_largest(int32_t rows, int32_t depth, int32_t count, int32_t type,
    int32_t index_type, lanewise_operator** op);

/** out = truths is not 0 ? firsts : seconds, the three inputs. `element_bytes`, of the last two, 1, 2, 4 or 8. Buffers
 *  need no alignment. */
LANEWISE_API lanewise_status lanewise_create_select(int32_t elements, int32_t element_bytes, lanewise_operator** op);

/** What is asked of two values. NaN is unequal to everything. */
typedef enum lanewise_comparison {
  LANEWISE_EQUAL = 0,
  LANEWISE_GREATER = 1,
  LANEWISE_GREATER_EQUAL = 2,
  LANEWISE_LESS = 3,
  LANEWISE_LESS_EQUAL = 4,
  LANEWISE_NOT_EQUAL = 5
} lanewise_comparison;

/** Truths, 1 where a lanewise_comparison holds. `type`, of both inputs: LANEWISE_F32, LANEWISE_S16, LANEWISE_S32,
 *  LANEWISE_S64, LANEWISE_U8 or LANEWISE_BOOL, whose bytes are compared. */
LANEWISE_API lanewise_status lanewise_create_compare(const lanewise_broadcast* broadcast, int32_t comparison,
    int32_t type, lanewise_operator** op);
/** The same of int8 on two grids: what is compared stands in two tables of 256, that of -128 first. */
LANEWISE_API lanewise_status lanewise_create_compare_s8(const lanewise_broadcast* broadcast, int32_t comparison,
    const int32_t* left_values, const int32_t* right_values, lanewise_operator** op);
/** The same of int16: what is compared is each value, shifted left by 8, requantized. */
LANEWISE_API lanewise_status lanewise_create_compare_s16(const lanewise_broadcast* broadcast, int32_t comparison,
    int32_t left_multiplier, int32_t left_shift, int32_t right_multiplier, int32_t right_shift,
    lanewise_operator** op);

/** Rows added to where indices say, of a tensor [sizes..., row] that is 0 elsewhere. Inputs: indices [count, rank] as
 *  those of lanewise_create_gather, refused alike, and rows [count, row] of elements of `type`, a lanewise_type.
 *  Integers keep their low bits; of truths all bits are joined. Inputs need no alignment. */
LANEWISE_API lanewise_status lanewise_create_scatter(int32_t rank, const int32_t* sizes, int32_t row_elements,
    int32_t count, int32_t type, int32_t index_bytes, lanewise_operator** op);

#ifdef __cplusplus
}
#endif

#endif /* LANEWISE_H_ */
