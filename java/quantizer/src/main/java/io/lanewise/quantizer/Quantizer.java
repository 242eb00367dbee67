// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.MinMax;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.conversion.FloatGraphCheck;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.MeasuredSamples;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.quantizer.cost.SampleSplit;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.SampleReader;
import io.lanewise.quantizer.repair.AdaptiveRounding;
import io.lanewise.quantizer.repair.BiasCorrection;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
 * Follows TFLite's 8-bit quantization specification: activations have one scale and zero point for the whole tensor,
 * from the range that a {@link CalibrationMethod} chooses, the smallest and largest value seen unless set; weights one
 * scale for each output channel, and biases make up for the mean error of rounding ({@link BiasCorrection#FULL}).
 * {@link #plain()} has neither, as older TFLite. 100 to 500 samples that resemble what the model will see are usual.
 * Not thread-safe.
 */
public final class Quantizer {
    private final Model model;
    private CrossLayerEqualization equalization;
    /** What {@link #equalization} makes of the model; the model itself without. */
    private Model converted;

    private Iterable<float[]> samples;
    private List<Integer> labels = List.of();
    private IntConsumer progress = done -> {};
    private Backend backend = Backend.AUTO;
    private CalibrationMethod method = new MinMax();
    private ScaleFormula scaleFormula = ScaleFormula.TFLITE;
    private InterfaceType interfaceType = InterfaceType.INT8;
    private boolean plain;
    private int kept = SampleSplit.MOST;
    private Scheme scheme = Scheme.INT8;
    private BiasCorrection biasCorrection = BiasCorrection.FULL;
    private Iterable<float[]> correctionSamples;
    private Iterable<float[]> roundingSamples;
    private MeasuredSamples measured;

    private Quantizer(Model model) {
        this.model = model;
        this.converted = model;
    }

    /**
     * Starts with a float model.
     *
     * @param model all float32
     * @return a quantizer that has no samples yet
     * @throws ModelException if it is quantized already or holds something that has no int8 form; the message names it
     */
    public static Quantizer of(Model model) {
        FloatGraphCheck.check(model.graph());
        return new Quantizer(model);
    }

    /**
     * Sets the samples to calibrate with: each the values of the model's input in its shape, NHWC, preprocessed as in
     * training, in an array of its own; of several inputs all of them, one after the other
     * ({@link io.lanewise.quantizer.data.JoinedInputs#join}). Read once, when {@link #quantize()} runs. Of
     * {@value SampleSplit#FEWEST} and more, one in ten is not calibrated with but measured on ({@link SampleSplit}). At
     * most 128 of them are kept in memory.
     *
     * @param calibrationSamples some hundred, as in use
     * @return this quantizer
     */
    public Quantizer calibrate(Iterable<float[]> calibrationSamples) {
        return calibrate(calibrationSamples, List.of());
    }

    /**
     * As {@link #calibrate(Iterable)}. The stream is used up, not closed.
     *
     * @param calibrationSamples some hundred, as in use
     * @return this quantizer
     */
    public Quantizer calibrate(Stream<float[]> calibrationSamples) {
        return calibrate(calibrationSamples::iterator);
    }

    /**
     * As {@link #calibrate(Iterable)}, with the class of each sample, so that right answers are counted too.
     *
     * @param calibrationSamples some hundred, as in use
     * @param classes the right class of each sample, from 0, as the model's outputs are ordered
     * @return this quantizer
     */
    public Quantizer calibrate(Iterable<float[]> calibrationSamples, List<Integer> classes) {
        this.samples = calibrationSamples;
        this.labels = List.copyOf(classes);
        return this;
    }

    /**
     * Sets what to call after each sample, with the number of samples so far.
     *
     * @param listener takes 1, 2, ... on the thread that calibrates
     * @return this quantizer
     */
    public Quantizer onProgress(IntConsumer listener) {
        this.progress = listener;
        return this;
    }

    /**
     * Sets what runs the float model in calibration; {@link Backend#AUTO} unless set.
     *
     * @param calibrationBackend float results of backends are close, not equal
     * @return this quantizer
     */
    public Quantizer backend(Backend calibrationBackend) {
        this.backend = calibrationBackend;
        return this;
    }

    /**
     * Sets how ranges come from what was seen; {@link MinMax} unless set.
     *
     * @param calibrationMethod a method with its parameter
     * @return this quantizer
     */
    public Quantizer method(CalibrationMethod calibrationMethod) {
        this.method = calibrationMethod;
        return this;
    }

    /**
     * Sets how scales and zero points come from ranges; {@link ScaleFormula#TFLITE} unless set.
     *
     * @param formula which toolkit's arithmetic
     * @return this quantizer
     */
    public Quantizer scaleFormula(ScaleFormula formula) {
        this.scaleFormula = formula;
        return this;
    }

    /**
     * Sets the element type of the int8 model's inputs and outputs; {@link InterfaceType#INT8} unless set.
     *
     * @param type what callers of the quantized model put and get
     * @return this quantizer
     */
    public Quantizer interfaceType(InterfaceType type) {
        this.interfaceType = type;
        return this;
    }

    /**
     * Sets what becomes of activations and weights; {@link Scheme#INT8} unless set.
     *
     * @param chosen default and overrides
     * @return this quantizer
     */
    public Quantizer scheme(Scheme chosen) {
        this.scheme = chosen;
        return this;
    }

    /**
     * Does as TFLite's converter did before 2.17, to the byte: {@link Scheme#PLAIN}, biases as they are, all samples to
     * calibrate with. What is set after this holds.
     *
     * @return this quantizer
     */
    public Quantizer plain() {
        this.plain = true;
        this.scheme = Scheme.PLAIN;
        this.biasCorrection = BiasCorrection.NONE;
        return this;
    }

    /**
     * {@return whether the scheme asks for samples to calibrate with; one that leaves all activations float does not}
     */
    public boolean needsCalibration() {
        return scheme.needsCalibration(FuseOperators.apply(converted.graph()));
    }

    /** {@return the float model as it is calibrated and converted: equalized where that was asked for} */
    public Model converted() {
        return converted;
    }

    /**
     * Divides the ranges of weights evenly between layers before anything else. That changes the ranges of activations,
     * so statistics of the model as it was are refused; {@link #quantize()} calibrates both, and keeps the model as it
     * was if that is measured to be better.
     *
     * @param chosen whether RELU6 becomes RELU first
     * @return this quantizer
     */
    public Quantizer equalize(CrossLayerEqualization chosen) {
        this.equalization = chosen;
        this.converted = Model.of(chosen.apply(model.graph()));
        return this;
    }

    /**
     * Corrects biases by the mean errors of the quantized operators, measured on samples; {@link BiasCorrection#FULL}
     * on some of those to calibrate with unless set.
     *
     * @param correction for which operators
     * @param someSamples as of {@link #calibrate(Iterable)}, some tens; null for some of those to calibrate with
     * @return this quantizer
     */
    public Quantizer correctBiases(BiasCorrection correction, Iterable<float[]> someSamples) {
        this.biasCorrection = correction;
        this.correctionSamples = someSamples;
        return this;
    }

    /**
     * Rounds weights up or down by what that does to each layer's sums ({@link AdaptiveRounding}); to the nearest
     * integers unless set. Worth most with int4 weights.
     *
     * @param someSamples as of {@link #calibrate(Iterable)}, some tens
     * @return this quantizer
     */
    public Quantizer roundAdaptively(Iterable<float[]> someSamples) {
        this.roundingSamples = someSamples;
        return this;
    }

    /**
     * Sets how many of the samples to calibrate with are kept for repairs; {@value SampleSplit#MOST} unless set.
     *
     * @param count most samples that a repair gets
     * @return this quantizer
     */
    public Quantizer keepForRepairs(int count) {
        this.kept = count;
        return this;
    }

    /**
     * Sets what to measure on where {@link #quantize(CalibrationStatistics)} gets no samples to choose from; nothing
     * unless set.
     *
     * @param someSamples samples that nothing is calibrated or repaired with
     * @return this quantizer
     */
    public Quantizer measureOn(MeasuredSamples someSamples) {
        this.measured = someSamples;
        return this;
    }

    /**
     * Calibrates, unless the scheme needs none, converts, repairs and measures. A repair that is measured to do harm is
     * undone ({@link RepairTrial}).
     *
     * @return the quantized model, with what it costs where samples could be kept out
     * @throws IllegalStateException if no samples were given but are needed
     * @throws IllegalArgumentException if a sample does not have the input's size, or holds NaN or an infinity; or
     *         there are not as many labels as samples
     * @throws ModelException if the model computes NaN or an infinity, or cannot be converted
     */
    public QuantizationResult quantize() {
        if (samples == null) {
            return quantize(CalibrationPass.stored(List.of()));
        }
        int[] done = new int[1];
        return quantize(calibrateOn(StreamSupport.stream(samples.spliterator(), false)
                .map(sample -> {
                    if (!labels.isEmpty() && done[0] == labels.size()) {
                        throw new IllegalArgumentException("more samples than the " + labels.size() + " labels");
                    }
                    return new LabelledSample(sample, labels.isEmpty() ? SampleReader.NO_LABEL : labels.get(done[0]++));
                })));
    }

    /**
     * Runs samples through the model, and keeps some of them to repair with and to measure on. An equalized model is
     * calibrated as it was, too. What is learned serves every method that needs nothing but what is always kept, and
     * the one that is set.
     *
     * @param all the samples, read once; used up, not closed
     * @return what the samples taught, for {@link #quantize(CalibrationPass)}
     * @throws IllegalArgumentException as {@link #quantize()}
     * @throws ModelException as {@link #quantize()}, or an override of the scheme matches nothing
     */
    public CalibrationPass calibrateOn(Stream<LabelledSample> all) {
        List<Model> models =
                !needsCalibration() ? List.of() : equalization == null ? List.of(model) : List.of(converted, model);
        return run(models, calibrations -> new SampleSplit(!plain, calibrations, kept), all);
    }

    /**
     * As {@link #calibrateOn}, where every sample is to calibrate, none is kept, and an equalized model is to stay so.
     *
     * @param all as of {@link #calibrateOn}
     * @return what the samples taught, for {@link #quantize(CalibrationPass)}
     * @throws IllegalArgumentException as {@link #calibrateOn}
     * @throws ModelException as {@link #calibrateOn}
     */
    public CalibrationPass calibrateOnAll(Stream<LabelledSample> all) {
        return run(List.of(converted), calibrations -> new SampleSplit(false, calibrations, 0), all);
    }

    private CalibrationPass run(
            List<Model> models, Function<List<Calibration>, SampleSplit> splitting, Stream<LabelledSample> all) {
        scheme.requireMatches(FuseOperators.apply(converted.graph()));
        return CalibrationPass.run(model, models, method, backend, splitting, all.iterator(), progress);
    }

    /**
     * Converts by what {@link #calibrateOn} has learned of this model, or an earlier calibration, repairs and measures.
     *
     * @param pass of this model, with this scheme
     * @return the quantized model, with what it costs where the pass has kept samples
     * @throws IllegalStateException as {@link #quantize(CalibrationStatistics)}
     * @throws ModelException as {@link #quantize(CalibrationStatistics)}
     */
    public QuantizationResult quantize(CalibrationPass pass) {
        List<CalibrationStatistics> statistics = pass.statistics();
        if (statistics.isEmpty() && needsCalibration()) {
            throw new IllegalStateException("no samples to calibrate with; call calibrate");
        }
        return result(
                statistics.isEmpty() ? null : statistics.get(0),
                statistics.size() < 2 ? null : statistics.get(1),
                pass.split());
    }

    /**
     * Converts by what a calibration of the same model has learned, now or earlier. Measures only on what
     * {@link #measureOn} was given, and repairs only with the samples that the repairs were given.
     *
     * @param statistics of this quantizer's model, as {@link #converted} gives it
     * @return the quantized model, with what it costs if there is something to measure on
     * @throws IllegalStateException if the statistics do not hold what the method needs
     * @throws ModelException if they are of another model, or the model cannot be converted
     */
    public QuantizationResult quantize(CalibrationStatistics statistics) {
        return quantize(CalibrationPass.stored(List.of(statistics)));
    }

    /** {@code split}: null if there were no samples to calibrate with. */
    private QuantizationResult result(CalibrationStatistics given, CalibrationStatistics before, SampleSplit split) {
        if (given != null) {
            given.requireOf(converted.graph());
        }
        if (before != null) {
            before.requireOf(model.graph());
        }
        CalibrationStatistics statistics = needsCalibration() ? given : null;
        MeasuredSamples chosen =
                measured != null || split == null || split.samples() == 0 ? measured : split.measured();
        CostMeter meter = chosen == null ? null : new CostMeter(model, chosen, backend);
        Iterable<float[]> biasSamples =
                correctionSamples != null || split == null ? correctionSamples : split.calibrated();
        Conversion.Settings settings = new Conversion.Settings(
                scheme, method, scaleFormula, interfaceType, backend, biasCorrection, biasSamples, roundingSamples);
        QuantizationResult result = new Conversion(settings, converted, meter).run(statistics);
        if (equalization == null) {
            return result;
        }
        boolean comparable = meter != null && (before != null || statistics == null);
        QuantizationResult unequalized = comparable ? new Conversion(settings, model, meter).run(before) : null;
        RepairTrial trial = RepairTrial.of(equalization, comparable ? unequalized.cost() : null, result.cost());
        return (trial.kept() ? result : unequalized).after(trial);
    }
}
