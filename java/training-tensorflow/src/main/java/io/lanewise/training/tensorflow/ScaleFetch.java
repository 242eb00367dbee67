// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Quantization;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** Reads what a network computes as scales and zero points of tensors. */
final class ScaleFetch {
    private final Map<Integer, Operand<TFloat32>> scales = new LinkedHashMap<>();
    private final Map<Integer, Operand<TFloat32>> zeroPoints = new LinkedHashMap<>();

    /** Both scalars; the zero point is a whole number. */
    void add(int tensor, Operand<TFloat32> scale, Operand<TFloat32> zeroPoint) {
        scales.put(tensor, scale);
        zeroPoints.put(tensor, zeroPoint);
    }

    Map<Integer, Quantization> read(Session session) {
        if (scales.isEmpty()) {
            return Map.of();
        }
        Session.Runner runner = session.runner();
        scales.values().forEach(runner::fetch);
        zeroPoints.values().forEach(runner::fetch);
        Map<Integer, Quantization> read = new HashMap<>();
        try (Result result = runner.run()) {
            int i = 0;
            for (int tensor : scales.keySet()) {
                float scale = Floats.of((TFloat32) result.get(i))[0];
                float zeroPoint = Floats.of((TFloat32) result.get(scales.size() + i))[0];
                read.put(tensor, Quantization.perTensor(scale, (int) zeroPoint));
                i++;
            }
        }
        return read;
    }
}
