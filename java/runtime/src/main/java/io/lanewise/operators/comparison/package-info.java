// SPDX-License-Identifier: Apache-2.0
/** Truths of values, and choices by truths. */
package io.lanewise.operators.comparison;
