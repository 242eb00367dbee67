// SPDX-License-Identifier: Apache-2.0
/** From one type or scale to another, with Java kernels and native calls. */
package io.lanewise.instructions.conversion;
