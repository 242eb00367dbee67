// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.data.JoinedInputs;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step takes ({@link Trainer#step}).
 *
 * @param inputs for each input of the graph its values of all samples, sample after sample, NHWC
 * @param targets what the loss compares with
 */
public record Batch(List<float[]> inputs, List<float[]> targets) {

    /** For each tensor its values of all samples, sample after sample, of each sample's values of all tensors. */
    static List<float[]> joined(List<List<float[]>> samples) {
        List<float[]> joined = new ArrayList<>();
        for (int i = 0; i < samples.get(0).size(); i++) {
            int tensor = i;
            joined.add(JoinedInputs.join(
                    samples.stream().map(sample -> sample.get(tensor)).toArray(float[][]::new)));
        }
        return joined;
    }
}
