// SPDX-License-Identifier: Apache-2.0
/** Sums, means and extremes over axes. */
package io.lanewise.operators.reduction;
