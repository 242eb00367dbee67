// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.SampleReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Quantizes a model with one remedy after the other.
 *
 * @param quantizer gives a new quantizer of the model each time, set up as without the remedies
 * @param statistics the calibration
 */
public record RemedyTrials(Supplier<Quantizer> quantizer, CalibrationStatistics statistics) {

    /**
     * {@return what each remedy gains at the output that suffers most, the best first; those that the model does not
     * allow are left out}
     *
     * @param remedies what to try; none is applied to another's result
     * @param meter measures against the float model
     * @param progress called after each remedy
     * @throws IOException if a sample that a remedy needs cannot be read
     */
    public List<RemedyGain> gains(List<Remedy> remedies, CostMeter meter, Runnable progress) throws IOException {
        TensorError before =
                meter.of(quantized(quantizer.get()).model()).worst().error();
        List<RemedyGain> gains = new ArrayList<>();
        for (Remedy remedy : remedies) {
            Optional<QuantizationResult> result = apply(remedy);
            if (result.isPresent()) {
                TensorError error = meter.of(result.get().model()).worst().error();
                boolean same = error.sqnr() == before.sqnr();
                gains.add(new RemedyGain(remedy.name(), error, same ? 0 : error.sqnr() - before.sqnr()));
            }
            progress.run();
        }
        gains.sort(Comparator.comparingDouble(RemedyGain::gain).reversed());
        return gains;
    }

    private Optional<QuantizationResult> apply(Remedy remedy) throws IOException {
        Quantizer repaired = quantizer.get();
        try {
            remedy.apply(repaired);
            Optional<Samples> anew = remedy.recalibration();
            if (anew.isEmpty()) {
                return Optional.of(quantized(repaired));
            }
            try (Stream<float[]> stream = anew.get().open()) {
                return Optional.of(repaired.quantize(
                        repaired.calibrateOnAll(stream.map(sample -> new LabelledSample(sample, SampleReader.NO_LABEL)))
                                .statistics()
                                .get(0)));
            }
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    private QuantizationResult quantized(Quantizer repaired) {
        return repaired.quantize(statistics);
    }
}
