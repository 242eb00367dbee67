// SPDX-License-Identifier: Apache-2.0
/** Functions of each element alone, and softmax. */
package io.lanewise.operators.activation;
