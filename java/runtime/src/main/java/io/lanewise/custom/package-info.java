// SPDX-License-Identifier: Apache-2.0
/** Operators that applications bring themselves. */
package io.lanewise.custom;
