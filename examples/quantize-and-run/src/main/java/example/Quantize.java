// SPDX-License-Identifier: Apache-2.0
package example;

import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.data.DataSource;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;

/** On a workstation: makes an int8 model of a float one. Argument: the file to write. */
public final class Quantize {

    private Quantize() {}

    public static void main(String[] args) throws IOException {
        Model model = floatModel();
        Dataset images = Datasets.open(new DataSource("calibration images", Glyphs::calibrationImages));
        Preprocessing preprocessing = Preprocessing.scaledBy(1 / 255.0);
        try (Stream<float[]> samples = preprocessing.stream(images, model.inputs())) {
            Quantizer.of(model).calibrate(samples).quantize().write(Path.of(args[0]));
        }
    }

    private static Model floatModel() throws IOException {
        try (InputStream in = Glyphs.model()) {
            return Model.read("glyphs.tflite", ByteBuffer.wrap(in.readAllBytes()));
        }
    }
}
