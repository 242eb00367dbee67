// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes FlatBuffers, the encoding of {@code .tflite} files: what the classes of the schema call, and no
 * more. Names with two underscores, and some that are no verbs, are those that the schema's compiler writes.
 *
 * <p>Internal: not part of the API.
 */
package io.lanewise.tflite.flatbuffers;
