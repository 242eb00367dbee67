// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Operator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Softmax regression by Tribuo on what the last dense layer of a model reads, in real numbers. */
final class SoftmaxRegressionReference {
    private static final int EPOCHS = 20;
    private static final int SEED = 1;
    /** Tribuo reports every thousandth example. Loggers that nobody holds forget their level. */
    private static final Logger LOG = Logger.getLogger("org.tribuo");

    private final Model model;
    private final int features;

    SoftmaxRegressionReference(Model model) {
        LOG.setLevel(Level.WARNING);
        this.model = model;
        this.features = model.graph().operators().stream()
                .filter(operator -> operator.kind().equals("FULLY_CONNECTED"))
                .reduce((first, second) -> second)
                .map(Operator::inputs)
                .orElseThrow()
                .get(0);
    }

    /** Trains on images by class and returns the share of others of which the answer is right. */
    double accuracy(List<List<byte[]>> training, List<List<byte[]>> judged) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("features", factory), factory);
        List<List<float[]>> known = features(training);
        Scaling scaling = Scaling.of(known.stream().flatMap(List::stream).toList());
        IntStream.range(0, known.size())
                .forEach(label -> known.get(label).forEach(values -> dataset.add(scaling.example(label, values))));
        var trained = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), EPOCHS, SEED).train(dataset);
        List<List<float[]>> others = features(judged);
        long right = 0;
        long all = 0;
        for (int label = 0; label < others.size(); label++) {
            for (float[] values : others.get(label)) {
                String answer = trained.predict(scaling.example(label, values))
                        .getOutput()
                        .getLabel();
                right += answer.equals(Integer.toString(label)) ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }

    private List<List<float[]>> features(List<List<byte[]>> byClass) {
        try (Session session = model.newSession(SessionOptions.defaults().keepingAllTensors())) {
            return byClass.stream()
                    .map(images -> images.stream()
                            .map(image -> {
                                session.input(0).put(image);
                                session.run();
                                return session.tensor(features).floats();
                            })
                            .toList())
                    .toList();
        }
    }

    /** Stochastic gradients want features of mean 0 and variance 1. */
    private record Scaling(double[] mean, double[] deviation) {
        static Scaling of(List<float[]> all) {
            int size = all.get(0).length;
            double[] mean = new double[size];
            double[] deviation = new double[size];
            for (int j = 0; j < size; j++) {
                int at = j;
                mean[j] = all.stream().mapToDouble(f -> f[at]).average().orElseThrow();
                deviation[j] = Math.sqrt(all.stream()
                        .mapToDouble(f -> (f[at] - mean[at]) * (f[at] - mean[at]))
                        .average()
                        .orElseThrow());
            }
            return new Scaling(mean, deviation);
        }

        ArrayExample<Label> example(int label, float[] features) {
            String[] names = new String[features.length];
            double[] values = new double[features.length];
            for (int j = 0; j < values.length; j++) {
                names[j] = "f" + j;
                values[j] = deviation[j] == 0 ? 0 : (features[j] - mean[j]) / deviation[j];
            }
            return new ArrayExample<>(new Label(Integer.toString(label)), names, values);
        }
    }
}
