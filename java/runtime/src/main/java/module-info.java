// SPDX-License-Identifier: Apache-2.0

/**
 * Loads and runs quantized and float models. {@link io.lanewise.Model} is where to begin.
 *
 * <p>The native library of a platform is in a module of its own, such as {@code io.lanewise.runtime.linux.arm64}, which
 * is found when its jar is on the module path. Without one, models run in Java.
 */
@SuppressWarnings("module") // the other modules of the project, which are built later
module io.lanewise.runtime {
    requires org.bytedeco.javacpp;

    uses io.lanewise.custom.CustomOperator;

    exports io.lanewise;
    exports io.lanewise.custom;
    exports io.lanewise.graph;
    exports io.lanewise.tensor;

    // What the project's own modules share.
    exports io.lanewise.instructions to
            io.lanewise.quantizer,
            io.lanewise.training.tensorflow;
    exports io.lanewise.instructions.activation to
            io.lanewise.quantizer,
            io.lanewise.training.tensorflow;
    exports io.lanewise.instructions.convolution to
            io.lanewise.quantizer;
    exports io.lanewise.instructions.elementwise to
            io.lanewise.quantizer,
            io.lanewise.training.tensorflow;
    exports io.lanewise.instructions.reduction to
            io.lanewise.quantizer,
            io.lanewise.training.tensorflow;
    exports io.lanewise.instructions.resize to
            io.lanewise.quantizer;
    exports io.lanewise.operators to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training,
            io.lanewise.training.tensorflow,
            io.lanewise.adaptation;
    exports io.lanewise.operators.activation to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training,
            io.lanewise.training.tensorflow,
            io.lanewise.adaptation;
    exports io.lanewise.operators.comparison to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.conversion to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow,
            io.lanewise.adaptation;
    exports io.lanewise.operators.convolution to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.custom to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.elementwise to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.lookup to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.matmul to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow,
            io.lanewise.adaptation;
    exports io.lanewise.operators.movement to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.pooling to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.reduction to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.operators.resize to
            io.lanewise.quantizer,
            io.lanewise.cli,
            io.lanewise.training.tensorflow;
    exports io.lanewise.passes to
            io.lanewise.quantizer;
    exports io.lanewise.quantization to
            io.lanewise.quantizer,
            io.lanewise.training.tensorflow;
    exports io.lanewise.tflite to
            io.lanewise.quantizer,
            io.lanewise.training,
            io.lanewise.adaptation;
    exports io.lanewise.tflite.flatbuffers to
            io.lanewise.quantizer;
    exports io.lanewise.tflite.schema to
            io.lanewise.quantizer,
            io.lanewise.adaptation;

    // Read by reflection.
    exports io.lanewise.internal to
            org.bytedeco.javacpp;

    // A module that provides this is taken into the graph of modules, and so its library is found.
    uses io.lanewise.internal.platform.NativeLibraryJar;

    exports io.lanewise.internal.platform to
            io.lanewise.runtime.linux.x86_64,
            io.lanewise.runtime.linux.arm64,
            io.lanewise.runtime.linux.armhf;
}
