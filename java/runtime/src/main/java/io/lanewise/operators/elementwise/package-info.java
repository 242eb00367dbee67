// SPDX-License-Identifier: Apache-2.0
/** Functions of two inputs, element by element, with broadcasting. */
package io.lanewise.operators.elementwise;
