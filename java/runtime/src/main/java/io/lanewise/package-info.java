// SPDX-License-Identifier: Apache-2.0
/**
 * Loads a model and runs it.
 *
 * <pre>{@code
 * Model model = Model.load(Path.of("model.tflite"));
 * try (Session session = model.newSession()) {
 *     session.input(0).putFloats(image);
 *     session.run();
 *     float[] scores = session.output(0).floats();
 * }
 * }</pre>
 *
 * <p>Properties: {@code -Dlanewise.native=auto|require|off} decides on the native library, {@code
 * -Dlanewise.native.path} names its file, {@code -Dlanewise.isa} (or the environment variable {@code LANEWISE_ISA})
 * caps the instruction set level that its kernels use. {@code -Dorg.bytedeco.javacpp.cachedir} names the folder that
 * the library is copied to out of its jar, by default {@code ~/.javacpp/cache}; one that others could change is not
 * used, but a new one that is deleted at exit.
 */
package io.lanewise;
