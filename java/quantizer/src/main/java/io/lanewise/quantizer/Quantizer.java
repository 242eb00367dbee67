// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.MinMax;
import io.lanewise.quantizer.calibration.MovingAverage;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.conversion.ActivationScales;
import io.lanewise.quantizer.conversion.FloatGraphCheck;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.Int8Conversion;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.OperatorScheme;
import io.lanewise.quantizer.conversion.QuantizeFloatWeights;
import io.lanewise.quantizer.conversion.RemoveUnusedTensors;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeAssignment;
import io.lanewise.quantizer.repair.AdaptiveRounding;
import io.lanewise.quantizer.repair.BiasCorrection;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Post-training quantization: a float model and some samples in, an int8 model out.
 *
 * <pre>{@code
 * QuantizationResult result = Quantizer.of(Model.load(Path.of("model.tflite")))
 *         .calibrate(samples)
 *         .interfaceType(InterfaceType.FLOAT32)
 *         .quantize();
 * result.write(Path.of("model-int8.tflite"));
 * }</pre>
 *
 * Follows TFLite's 8-bit quantization specification: activations have one scale and zero point for the whole tensor, from
 * the range that a {@link CalibrationMethod} chooses, the smallest and largest value seen unless set; weights of convolutions
 * one scale for each output channel. 100 to 500 samples that resemble what the model will see are usual. Not thread-safe.
 */
public final class Quantizer {
    private Model model;
    /** The model as it is converted. */
    private Graph fused;
    private Iterable<float[]> samples;
    private IntConsumer progress = done -> { };
    private Backend backend = Backend.AUTO;
    private CalibrationMethod method = new MinMax();
    private ScaleFormula scaleFormula = ScaleFormula.TFLITE;
    private InterfaceType interfaceType = InterfaceType.INT8;
    private boolean perChannelFullyConnected;
    private Scheme scheme = Scheme.INT8;
    private BiasCorrection biasCorrection = BiasCorrection.NONE;
    private Iterable<float[]> correctionSamples;
    private Iterable<float[]> roundingSamples;

    private Quantizer(Model model) {
        start(model);
    }

    private void start(Model real) {
        this.model = real;
        this.fused = FuseOperators.apply(real.graph());
    }

    /**
     * Starts with a float model.
     *
     * @throws ModelException if it is quantized already or holds something that has no int8 form; the message names it
     */
    public static Quantizer of(Model model) {
        FloatGraphCheck.check(model.graph());
        return new Quantizer(model);
    }

    /**
     * The samples to calibrate with: each the values of the model's one input in its shape, NHWC, preprocessed as in
     * training. Read once, when {@link #quantize()} runs, and not kept.
     */
    public Quantizer calibrate(Iterable<float[]> calibrationSamples) {
        this.samples = calibrationSamples;
        return this;
    }

    /** As {@link #calibrate(Iterable)}. The stream is used up, not closed. */
    public Quantizer calibrate(Stream<float[]> calibrationSamples) {
        return calibrate(calibrationSamples::iterator);
    }

    /** What to call after each sample, with the number of samples so far. */
    public Quantizer onProgress(IntConsumer listener) {
        this.progress = listener;
        return this;
    }

    /** What runs the float model in calibration; {@link Backend#AUTO} unless set. */
    public Quantizer backend(Backend calibrationBackend) {
        this.backend = calibrationBackend;
        return this;
    }

    /** How ranges come from what was seen; {@link MinMax} unless set. */
    public Quantizer method(CalibrationMethod calibrationMethod) {
        this.method = calibrationMethod;
        return this;
    }

    /** How scales and zero points come from ranges; {@link ScaleFormula#TFLITE} unless set. */
    public Quantizer scaleFormula(ScaleFormula formula) {
        this.scaleFormula = formula;
        return this;
    }

    /** Element type of the int8 model's inputs and outputs; {@link InterfaceType#INT8} unless set. */
    public Quantizer interfaceType(InterfaceType type) {
        this.interfaceType = type;
        return this;
    }

    /** What becomes of activations and weights; {@link Scheme#INT8} unless set. */
    public Quantizer scheme(Scheme chosen) {
        this.scheme = chosen;
        return this;
    }

    /** Whether FULLY_CONNECTED weights have a scale for each output channel too, which older TFLite releases refuse. */
    public Quantizer perChannelFullyConnected(boolean perChannel) {
        this.perChannelFullyConnected = perChannel;
        return this;
    }

    /** Whether the scheme asks for samples to calibrate with; one that leaves all activations float does not. */
    public boolean needsCalibration() {
        return scheme.needsCalibration(fused);
    }

    /**
     * Divides the ranges of weights evenly between layers before anything else. That changes the ranges of activations, so
     * statistics of the model as it was are refused; {@link #quantize()} calibrates the equalized model.
     */
    public Quantizer equalize(CrossLayerEqualization equalization) {
        start(Model.of(equalization.apply(model.graph())));
        return this;
    }

    /**
     * Corrects biases by the mean errors of the quantized operators, measured on samples; none unless set.
     *
     * @param someSamples as of {@link #calibrate(Iterable)}, some tens; {@link BiasCorrection#FULL} reads them once for each
     *        operator with weights
     */
    public Quantizer correctBiases(BiasCorrection correction, Iterable<float[]> someSamples) {
        this.biasCorrection = correction;
        this.correctionSamples = someSamples;
        return this;
    }

    /**
     * Rounds weights up or down by what that does to each layer's sums ({@link AdaptiveRounding}); to the nearest integers
     * unless set. Worth most with int4 weights.
     *
     * @param someSamples as of {@link #calibrate(Iterable)}, some tens
     */
    public Quantizer roundAdaptively(Iterable<float[]> someSamples) {
        this.roundingSamples = someSamples;
        return this;
    }

    /**
     * Calibrates, unless the scheme needs none, and converts.
     *
     * @throws IllegalStateException if no samples were given but are needed
     * @throws IllegalArgumentException if a sample does not have the input's size, or holds NaN or an infinity
     * @throws ModelException if the model has several inputs (use {@link #quantize(CalibrationStatistics)}), computes NaN or an
     *         infinity, or cannot be converted
     */
    public QuantizationResult quantize() {
        if (!needsCalibration()) {
            return quantizeWeights();
        }
        if (samples == null) {
            throw new IllegalStateException("no samples to calibrate with; call calibrate");
        }
        if (model.inputs().size() != 1) {
            throw new ModelException(model.graph().name(), "has " + model.inputs().size() + " inputs; calibrate takes samples"
                    + " for one. Run a Calibration and hand its statistics to quantize");
        }
        List<Double> averaging = method instanceof MovingAverage average ? List.of(average.constant()) : List.of();
        try (Calibration calibration = new Calibration(model, backend, averaging)) {
            for (float[] sample : samples) {
                calibration.add(sample);
                progress.accept(calibration.samples());
            }
            return quantize(calibration.statistics());
        }
    }

    private QuantizationResult quantizeWeights() {
        Graph real = RemoveUnusedTensors.apply(model.graph());
        scheme.requireMatches(fused);
        Map<Integer, OperatorScheme> schemes = scheme.byTensor(fused);
        Graph stored = QuantizeFloatWeights.apply(fused, schemes);
        if (roundingSamples != null) {
            stored = QuantizeFloatWeights.apply(AdaptiveRounding.apply(fused, stored, roundingSamples, backend), schemes);
        }
        return new QuantizationResult(stored, List.of(), 0, QuantizationResult.constantBytes(real),
                QuantizationResult.constantBytes(stored));
    }

    /**
     * Converts by what a calibration of the same model has learned, now or earlier.
     *
     * @throws IllegalStateException if the statistics do not hold what the method needs
     * @throws ModelException if they are of another model, or the model cannot be converted
     */
    public QuantizationResult quantize(CalibrationStatistics statistics) {
        statistics.requireOf(model.graph());
        if (!needsCalibration()) {
            return quantizeWeights();
        }
        Graph real = RemoveUnusedTensors.apply(model.graph());
        Map<Integer, OperatorScheme> schemes = scheme.byTensor(fused);
        Map<Integer, Range> ranges = statistics.ranges(method,
                tensor -> schemes.getOrDefault(tensor, OperatorScheme.INT8).grid());
        Graph int8 = converted(fused, ranges);
        Graph start = fused;
        if (roundingSamples != null) {
            start = AdaptiveRounding.apply(fused, int8, roundingSamples, backend);
            int8 = converted(start, ranges);
        }
        if (biasCorrection != BiasCorrection.NONE) {
            int8 = converted(biasCorrection.correct(fused, start, int8, correctionSamples, backend), ranges);
        }
        return new QuantizationResult(int8, TensorSummary.of(fused, int8, ranges), statistics.samples(),
                QuantizationResult.constantBytes(real), QuantizationResult.constantBytes(int8));
    }

    private Graph converted(Graph real, Map<Integer, Range> ranges) {
        SchemeAssignment assignment = SchemeAssignment.of(real, scheme, ranges);
        return new Int8Conversion(interfaceType, perChannelFullyConnected).convert(assignment,
                ActivationScales.of(assignment.graph(), assignment.ranges(), assignment.schemes(), scaleFormula));
    }
}
