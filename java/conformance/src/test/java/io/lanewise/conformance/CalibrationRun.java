// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationFile;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.MovingAverage;
import io.lanewise.quantizer.data.ChannelOrder;
import io.lanewise.quantizer.data.DataLayout;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program for a heap of its own: calibrates a model once, stores the calibration and writes the int8 model of every
 * method; then quantizes by default, repairs and measurements included. Arguments: the model, the samples, how many of
 * them, a folder.
 */
public final class CalibrationRun {
    static final List<String> METHODS = List.of("min-max", "percentile", "kl", "mse", "analytic", "moving-average");
    /** As the models of torchvision were trained. */
    private static final Preprocessing NORMALIZED = new Preprocessing(
            1 / 255.0, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225), DataLayout.NHWC, ChannelOrder.RGB);

    private CalibrationRun() {}

    public static void main(String[] args) throws IOException {
        Model model = ModelFiles.load(Path.of(args[0]));
        Path folder = Path.of(args[3]);
        try (Calibration calibration = new Calibration(model, Backend.AUTO, List.of(new MovingAverage()));
                Stream<float[]> samples = NORMALIZED.stream(Datasets.open(Path.of(args[1])), model.inputs())) {
            samples.limit(Integer.parseInt(args[2])).forEach(sample -> {
                calibration.add(sample);
                if (calibration.samples() == 1) {
                    System.out.println("calibrating");
                }
            });
            CalibrationStatistics statistics = calibration.statistics();
            CalibrationFile.write(statistics, folder.resolve("calibration.json"));
            for (String method : METHODS) {
                Quantizer.of(model)
                        .method(CalibrationMethod.parse(method))
                        .quantize(statistics)
                        .write(folder.resolve(method + ".tflite"));
            }
        }
        try (Stream<float[]> samples = NORMALIZED.stream(Datasets.open(Path.of(args[1])), model.inputs())) {
            Quantizer.of(model)
                    .calibrate(samples.limit(Integer.parseInt(args[2])))
                    .quantize()
                    .write(folder.resolve("default.tflite"));
        }
    }
}
