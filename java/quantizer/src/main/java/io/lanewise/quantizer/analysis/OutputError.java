// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures how far the outputs of variants of a model are from the model's own, on the same samples. Keeps the samples and the
 * model's outputs.
 */
final class OutputError {
    private final Backend backend;
    private final List<float[]> samples;
    private final List<List<float[]>> references;

    OutputError(Model reference, Samples samples, Backend backend) throws IOException {
        this.backend = backend;
        try (Stream<float[]> stream = samples.open()) {
            this.samples = stream.toList();
        }
        this.references = outputs(reference);
    }

    int samples() {
        return samples.size();
    }

    private List<List<float[]>> outputs(Model model) {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            List<List<float[]>> all = new ArrayList<>();
            for (float[] sample : samples) {
                session.input(0).putFloats(sample);
                session.run();
                List<float[]> outputs = new ArrayList<>();
                for (int i = 0; i < model.outputs().size(); i++) {
                    outputs.add(session.output(i).floats());
                }
                all.add(outputs);
            }
            return all;
        }
    }

    TensorError of(Graph variant) {
        return of(Model.of(variant));
    }

    /** The error of the output that suffers most. */
    TensorError of(Model variant) {
        List<ErrorMeter> meters = new ArrayList<>();
        variant.outputs().forEach(output -> meters.add(new ErrorMeter()));
        Iterator<List<float[]>> reference = references.iterator();
        for (List<float[]> outputs : outputs(variant)) {
            List<float[]> right = reference.next();
            for (int i = 0; i < meters.size(); i++) {
                meters.get(i).add(right.get(i), outputs.get(i));
            }
        }
        return meters.stream().map(ErrorMeter::error).min(Comparator.comparingDouble(TensorError::sqnr)).orElseThrow();
    }
}
