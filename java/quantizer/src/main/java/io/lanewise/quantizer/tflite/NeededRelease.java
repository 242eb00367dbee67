// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;

/**
 * Which TFLite a file needs for dense layers with a scale for each output channel. TFLite's converter writes them since
 * 2.17, and TFLite Micro runs them since September 2024. Under float activations they are FULLY_CONNECTED of version
 * 12, which older releases refuse; with int8 activations TFLite's versions do not tell them apart, and a runtime
 * without them takes the first scale for all.
 */
public final class NeededRelease {
    private static final int PER_CHANNEL_HYBRID = 12;

    private NeededRelease() {}

    /**
     * {@return a sentence for the user of a graph's {@code .tflite} file; empty where every release runs it}
     *
     * @param graph what the file holds
     */
    public static Optional<String> of(Graph graph) {
        boolean perChannel = false;
        boolean hybrid = false;
        for (Operator operator : graph.operators()) {
            if (operator instanceof FullyConnected dense) {
                Tensor weights = graph.tensor(dense.weights());
                perChannel |= weights.type() != DataType.FLOAT32
                        && weights.quantization() != null
                        && weights.quantization().isPerChannel();
                hybrid |= MatmulWriter.version(graph, dense) == PER_CHANNEL_HYBRID;
            }
        }
        String older = "; for older runtimes: --weights dense-per-tensor";
        return hybrid
                ? Optional.of(
                        "FULLY_CONNECTED of version " + PER_CHANNEL_HYBRID + " needs TFLite 2.17 or newer" + older)
                : perChannel
                        ? Optional.of(
                                "dense layers have a scale for each output channel, as TFLite's converter writes them"
                                        + " since 2.17" + older)
                        : Optional.empty();
    }
}
