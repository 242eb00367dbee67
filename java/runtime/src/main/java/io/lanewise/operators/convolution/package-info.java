// SPDX-License-Identifier: Apache-2.0
/** Convolutions: windows that move over images, times weights. */
package io.lanewise.operators.convolution;
