// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.TensorError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which layers of a quantized model cost most, each measured with everything else exact. */
public final class CostliestLayers {
    /** Of so many it is looked at whether their weights are at fault. */
    static final int FEW = 3;

    private final FakeQuantization fake;
    private final CostMeter meter;

    private CostliestLayers(FakeQuantization fake, CostMeter meter) {
        this.fake = fake;
        this.meter = meter;
    }

    /**
     * {@return every layer that quantization changes, the costliest first}
     *
     * @param quantized the quantized model whose layers are put back to float, one at a time
     * @param meter measures against the float model
     * @param progress called after each layer
     */
    public static List<Sensitivity> of(QuantizedModel quantized, CostMeter meter, Runnable progress) {
        Graph real = quantized.source();
        CostliestLayers pass = new CostliestLayers(new FakeQuantization(quantized), meter);
        List<Integer> layers = new ArrayList<>();
        List<TensorError> errors = new ArrayList<>();
        for (int i = 0; i < pass.fake.operators(); i++) {
            if (pass.fake.quantizesWeights(i) || pass.fake.quantizesOutput(i)) {
                layers.add(i);
            }
            errors.add(layers.contains(i) ? pass.error(i, true, true) : null);
            progress.run();
        }
        layers.sort(Comparator.comparingDouble(i -> errors.get(i).sqnr()));
        List<Sensitivity> all = new ArrayList<>();
        for (int i : layers) {
            Operator operator = real.operators().get(i);
            all.add(new Sensitivity(
                    real.tensor(operator.outputs().get(0)).name(),
                    operator.kind(),
                    errors.get(i),
                    all.size() < FEW ? pass.weightsAtFault(i) : null));
        }
        return all;
    }

    private boolean weightsAtFault(int operator) {
        return fake.quantizesWeights(operator)
                && error(operator, true, false).sqnr()
                        < error(operator, false, true).sqnr();
    }

    private TensorError error(int operator, boolean weights, boolean output) {
        boolean[] one = new boolean[fake.operators()];
        one[operator] = true;
        boolean[] none = new boolean[fake.operators()];
        return meter.of(Model.of(fake.graph(weights ? one : none, output ? one : none, false)))
                .worst()
                .error();
    }
}
