// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import java.util.Comparator;
import java.util.List;

/**
 * What quantization costs at the outputs, against the float model on the same samples. Signal-to-quantization-noise
 * ratio and cosine say how far the numbers are apart, not how many answers are right: they can rise where accuracy
 * falls.
 *
 * @param samples number of samples
 * @param keptOut whether calibration has not seen them; what it has seen looks better than it is
 * @param outputs each output of the model
 * @param top1 right answers; null where there are no labels or the model is no classifier of them
 */
public record Cost(int samples, boolean keptOut, List<OutputCost> outputs, Top1 top1) {

    /**
     * Copies the list.
     *
     * @param samples number of samples
     * @param keptOut whether calibration has not seen them; what it has seen looks better than it is
     * @param outputs each output of the model
     * @param top1 right answers; null where there are no labels or the model is no classifier of them
     */
    public Cost {
        outputs = List.copyOf(outputs);
    }

    /** {@return the output that suffers most, by its signal-to-quantization-noise ratio} */
    public OutputCost worst() {
        return outputs.stream()
                .min(Comparator.comparingDouble(output -> output.error().sqnr()))
                .orElseThrow();
    }
}
