// SPDX-License-Identifier: Apache-2.0

/** Loads and runs quantized and float models; native NEON and pure-Java kernels. */
@SuppressWarnings("requires-automatic")
module io.lanewise.runtime {
    requires flatbuffers.java;
    requires org.bytedeco.javacpp;
    requires tensorflow.lite.metadata;

    exports io.lanewise;
    exports io.lanewise.graph;
    exports io.lanewise.quantization;
    exports io.lanewise.tensor;
}
