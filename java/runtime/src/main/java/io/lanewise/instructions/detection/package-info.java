// SPDX-License-Identifier: Apache-2.0
/** Boxes of objects made of what a detector says of its anchors. */
package io.lanewise.instructions.detection;
