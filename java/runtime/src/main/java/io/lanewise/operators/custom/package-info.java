// SPDX-License-Identifier: Apache-2.0
/** Operators that files name and that are none of TFLite's own. */
package io.lanewise.operators.custom;
