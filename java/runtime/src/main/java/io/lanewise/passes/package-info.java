// SPDX-License-Identifier: Apache-2.0
/** Graphs made from graphs before they are lowered. */
package io.lanewise.passes;
