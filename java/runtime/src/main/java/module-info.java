// SPDX-License-Identifier: Apache-2.0

/** Loads and runs quantized and float models; native NEON and pure-Java kernels. */
@SuppressWarnings("requires-automatic")
module io.lanewise.runtime {
    requires flatbuffers.java;
    requires org.bytedeco.javacpp;
    requires tensorflow.lite.metadata;

    exports io.lanewise;
    exports io.lanewise.graph;
    exports io.lanewise.operators;
    exports io.lanewise.operators.activation;
    exports io.lanewise.operators.conversion;
    exports io.lanewise.operators.convolution;
    exports io.lanewise.operators.elementwise;
    exports io.lanewise.operators.matmul;
    exports io.lanewise.operators.movement;
    exports io.lanewise.operators.pooling;
    exports io.lanewise.operators.reduction;
    exports io.lanewise.operators.resize;
    exports io.lanewise.quantization;
    exports io.lanewise.tensor;
}
