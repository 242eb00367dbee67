// SPDX-License-Identifier: Apache-2.0
/** Convolutions and depthwise convolutions, with their Java kernels and native calls. */
package io.lanewise.instructions.convolution;
