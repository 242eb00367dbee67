// SPDX-License-Identifier: Apache-2.0
/** Products of matrices: dense layers, and products of two activations. */
package io.lanewise.operators.matmul;
