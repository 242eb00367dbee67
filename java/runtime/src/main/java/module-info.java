// SPDX-License-Identifier: Apache-2.0

/** Loads and runs quantized and float models; native NEON and pure-Java kernels. */
@SuppressWarnings("module") // The modules that qualified exports name are built after this one.
module io.lanewise.runtime {
    requires org.bytedeco.javacpp;

    exports io.lanewise;
    exports io.lanewise.graph;
    exports io.lanewise.tensor;
    exports io.lanewise.operators to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.activation to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.conversion to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.convolution to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.elementwise to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.matmul to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.movement to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.pooling to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.reduction to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.operators.resize to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.passes to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.quantization to io.lanewise.quantizer, io.lanewise.cli;
    exports io.lanewise.tflite to io.lanewise.quantizer, io.lanewise.cli;
}
