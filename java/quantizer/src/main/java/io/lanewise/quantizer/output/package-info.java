// SPDX-License-Identifier: Apache-2.0
/** How every file of this project comes into place: whole, checked and synchronized, or not at all. */
package io.lanewise.quantizer.output;
