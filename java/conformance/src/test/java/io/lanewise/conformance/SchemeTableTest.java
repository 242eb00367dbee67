// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.MovingAverage;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.evaluation.PairedDifference;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Size and accuracy of trained models in every scheme, as lines of a table; int8 and what keeps more lose little. */
class SchemeTableTest {
    private static final int RECORDS = Math.min(Counts.RECORDS, Counts.TABLE_RECORDS);
    private static final int CALIBRATION_SAMPLES = 100;
    /** Four bits of a network whose layers have 9 weights for an output lose more. */
    private static final double ANYTHING = 100;

    /**
     * A column.
     *
     * @param scheme words
     * @param adaptive whether weights are rounded adaptively
     * @param mostLost points of top-1 that may be lost; more than that is lost where the whole 95 % interval of the
     *        difference on these records lies beyond it
     */
    private record Column(String scheme, boolean adaptive, double mostLost) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("int8", false, 2),
            new Column("int8", true, 2),
            new Column("int16", false, 2),
            new Column("int8,int4-weights", false, ANYTHING),
            new Column("int8,int4-weights", true, 15),
            new Column("dynamic", false, 2),
            new Column("weight-only", false, 1),
            new Column("weight-only,int4-weights,block-32", true, 15),
            new Column("weight-only,codebook-16", false, ANYTHING),
            new Column("weight-only,codebook-256", false, 5));

    /** Of others in the list. */
    private static final Set<String> TWINS =
            Set.of("mlperf-tiny/resnet8_cifar10_f32.onnx", "resnet20-cifar10/resnet20_cifar10_bn.onnx");

    private static final List<String> METHODS =
            List.of("min-max", "moving-average", "percentile:99.99", "kl", "mse", "analytic");

    static List<StoredModel> models() {
        return Counts.some(StoredModel.list("expected.json").stream()
                .filter(stored -> stored.logits() != null
                        && !stored.model().contains("hybrid")
                        && !TWINS.contains(stored.toString()))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void schemesKeepTheAccuracy(StoredModel stored) throws IOException {
        Model real = ModelFiles.load(SharedData.file(stored.model()));
        List<float[]> samples = calibrationSamples(stored, real);
        CalibrationStatistics statistics;
        try (Calibration calibration = new Calibration(real, Backend.AUTO, List.of(new MovingAverage()))) {
            samples.forEach(calibration::add);
            statistics = calibration.statistics();
        }
        BitSet floatHits = hits(real, stored);
        StringBuilder row = new StringBuilder(
                "| " + stored + cell(TfliteWriter.encode(real.graph()).remaining(), percent(floatHits, stored)));
        for (Column column : COLUMNS) {
            Quantizer quantizer = Quantizer.of(real)
                    .plain()
                    .interfaceType(InterfaceType.FLOAT32)
                    .scheme(Scheme.PLAIN.with(column.scheme.split(",")));
            Graph graph = (column.adaptive ? quantizer.roundAdaptively(samples) : quantizer)
                    .quantize(statistics)
                    .graph();
            BitSet hits = hits(Model.of(graph), stored);
            // No .tflite has blocks.
            row.append(cell(
                    column.scheme.contains("block")
                            ? OnnxWriter.encode(graph, InterfaceLayout.NCHW).getSerializedSize()
                            : TfliteWriter.encode(graph).remaining(),
                    percent(hits, stored)));
            PairedDifference difference =
                    PairedDifference.of(records(stored), onlyIn(floatHits, hits), onlyIn(hits, floatHits));
            assertTrue(
                    -100 * difference.interval().high() <= column.mostLost,
                    () -> stored + " " + column + ": " + difference);
        }
        String best = "";
        double most = -1;
        for (String method : METHODS) {
            double accuracy = percent(
                    hits(
                            Quantizer.of(real)
                                    .plain()
                                    .interfaceType(InterfaceType.FLOAT32)
                                    .method(CalibrationMethod.parse(method))
                                    .quantize(statistics)
                                    .model(),
                            stored),
                    stored);
            best = accuracy > most ? method : best;
            most = Math.max(most, accuracy);
        }
        System.out.printf(Locale.ROOT, "%s | %.1f (%s) |%n", row, most, best);
    }

    private static String cell(int bytes, double accuracy) {
        return String.format(Locale.ROOT, " | %,d / %.1f", bytes, accuracy);
    }

    private static List<float[]> calibrationSamples(StoredModel stored, Model real) {
        String file = !stored.isImage()
                ? "samples/kws-mfcc/first500-mfcc-int8.gz"
                : stored.isColour()
                        ? "samples/cifar10-jpeg/train500-images-nhwc-ubyte.gz"
                        : "samples/mnist/train-first1000-images-idx3-ubyte.gz";
        byte[] samples = IdxFile.read(SharedData.file(file)).bytes(CALIBRATION_SAMPLES);
        int elements = real.inputs().get(0).shape().elements();
        return IntStream.range(0, CALIBRATION_SAMPLES)
                .mapToObj(record -> {
                    float[] input = new float[elements];
                    fill(input, stored, samples, record);
                    return input;
                })
                .toList();
    }

    private static int records(StoredModel stored) {
        return Math.min(stored.n(), RECORDS);
    }

    private static double percent(BitSet hits, StoredModel stored) {
        return 100.0 * hits.cardinality() / records(stored);
    }

    /** How many records are hits in the first and not in the second. */
    private static int onlyIn(BitSet first, BitSet second) {
        BitSet only = (BitSet) first.clone();
        only.andNot(second);
        return only.cardinality();
    }

    /** The records whose largest output is at their label. */
    private static BitSet hits(Model model, StoredModel stored) {
        int count = records(stored);
        byte[] samples = stored.samples(count);
        byte[] labels = stored.labels(count);
        float[] input = new float[model.inputs().get(0).shape().elements()];
        BitSet hits = new BitSet(count);
        try (Session session = model.newSession()) {
            for (int record = 0; record < count; record++) {
                fill(input, stored, samples, record);
                session.input(0).putFloats(input);
                session.run();
                float[] row = session.output(0).floats();
                int largest = 0;
                for (int i = 1; i < row.length; i++) {
                    largest = row[i] > row[largest] ? i : largest;
                }
                hits.set(record, largest == labels[record]);
            }
        }
        return hits;
    }

    private static void fill(float[] input, StoredModel stored, byte[] samples, int record) {
        for (int i = 0; i < input.length; i++) {
            input[i] = stored.preprocess(samples[record * input.length + i], i % 3);
        }
    }
}
