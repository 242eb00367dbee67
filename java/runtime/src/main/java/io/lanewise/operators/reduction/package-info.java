// SPDX-License-Identifier: Apache-2.0
/** Sums, means and extrema over axes. */
package io.lanewise.operators.reduction;
