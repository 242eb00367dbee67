// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Tells whether two graphs are the same model, whatever file they came from. */
public final class GraphHash {

    private GraphHash() {}

    /**
     * {@return SHA-256, 64 hexadecimal digits, of the tensors in order (name, type, shape, quantization and data), the
     * operators with all their properties, and the inputs and outputs} The graph's name is left out: a renamed file is
     * the same model.
     *
     * @param graph float or quantized
     */
    public static String of(Graph graph) {
        MessageDigest digest = Sha256.start();
        for (Tensor tensor : graph.tensors()) {
            add(digest, tensor + " " + quantization(tensor.quantization()));
            ByteBuffer data = tensor.data();
            if (data != null) {
                digest.update(data);
            }
        }
        for (Operator operator : graph.operators()) {
            add(digest, operator.toString());
        }
        add(digest, graph.inputs() + " " + graph.outputs());
        return Sha256.hex(digest);
    }

    private static String quantization(Quantization quantization) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; quantization != null && c < quantization.channels(); c++) {
            text.append(quantization.axis())
                    .append(' ')
                    .append(quantization.scale(c))
                    .append(' ')
                    .append(quantization.zeroPoint(c))
                    .append('\n');
        }
        return text.toString();
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
