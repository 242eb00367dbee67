// SPDX-License-Identifier: Apache-2.0
/** Boxes of objects made of what a detector says of its anchors: TFLite_Detection_PostProcess. */
package io.lanewise.detection;
