// SPDX-License-Identifier: Apache-2.0
/** Writes graphs as {@code .tflite} files that TFLite and this project's runtime load. */
package io.lanewise.quantizer.tflite;
