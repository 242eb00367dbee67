// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.glyphs.Glyphs;
import io.lanewise.quantizer.data.DataSource;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.output.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The sample model and its images as files, so that what the demo does can be done again by other commands.
 *
 * @param floatModel the float {@code .tflite}
 * @param testImages IDX, all of them
 * @param test the labelled test images, as many as wanted
 * @param calibration the images to quantize with
 */
record DemoFiles(Path floatModel, Path testImages, Dataset test, Dataset calibration) {

    /** What the model was trained with: grey levels from 0 to 1. */
    static final Preprocessing PREPROCESSING = Preprocessing.scaledBy(1 / 255.0);

    /** Writes the files into a folder, with the first {@code limit} test images to be used. */
    static DemoFiles unpack(Path folder, int limit) throws IOException {
        Path model = write(folder.resolve("glyphs.tflite"), Glyphs::model);
        Path images = write(folder.resolve("test-images.idx"), Glyphs::testImages);
        Path labels = write(folder.resolve("test-labels.idx"), Glyphs::testLabels);
        Path calibration = write(folder.resolve("calibration-images.idx"), Glyphs::calibrationImages);
        Dataset test = Datasets.open(images).withLabels(Datasets.open(labels)).withClassNames(Glyphs.classNames());
        return new DemoFiles(model, images, test.limit(limit), Datasets.open(calibration));
    }

    private static Path write(Path file, DataSource.Opener content) throws IOException {
        try (InputStream in = content.open()) {
            OutputFile.write(file, in::transferTo);
        }
        return file;
    }
}
