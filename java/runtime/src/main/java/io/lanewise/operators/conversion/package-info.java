// SPDX-License-Identifier: Apache-2.0
/** From one type or scale to another. */
package io.lanewise.operators.conversion;
