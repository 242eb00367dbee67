// SPDX-License-Identifier: Apache-2.0
/**
 * Reads {@code .tflite} files, TensorFlow Lite's model format (FlatBuffers, schema version 3). Files are not trusted:
 * any bytes give either a graph or a {@link io.lanewise.graph.ModelException}.
 */
package io.lanewise.tflite;
