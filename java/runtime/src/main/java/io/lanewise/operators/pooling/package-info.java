// SPDX-License-Identifier: Apache-2.0
/** Averages and maxima of windows that move over images. */
package io.lanewise.operators.pooling;
