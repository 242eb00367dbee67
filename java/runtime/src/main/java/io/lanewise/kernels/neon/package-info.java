// SPDX-License-Identifier: Apache-2.0
/**
 * The backend on the native library: NEON kernels on ARM, the same source compiled for other processors elsewhere. One
 * native operator for each operator of the graph, made once for a model; one native call for each in an inference.
 */
package io.lanewise.kernels.neon;
