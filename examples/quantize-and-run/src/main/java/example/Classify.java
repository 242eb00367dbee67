// SPDX-License-Identifier: Apache-2.0
package example;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.glyphs.Glyphs;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** On a board: prints what an int8 model takes the first test images for. Argument: the model file. */
public final class Classify {
    private static final int IMAGES = 100;
    private static final int PIXELS = 32 * 32;
    private static final int IDX_HEADER_BYTES = 16;

    private Classify() {}

    public static void main(String[] args) throws IOException {
        Model model = Model.load(Path.of(args[0]));
        List<String> classNames = Glyphs.classNames();
        StringBuilder answers = new StringBuilder();
        try (Session session = model.newSession(); DataInputStream images = new DataInputStream(Glyphs.testImages())) {
            images.skipNBytes(IDX_HEADER_BYTES);
            for (int i = 0; i < IMAGES; i++) {
                session.input(0).putFloats(nextImage(images));
                session.run();
                answers.append(classNames.get(largest(session.output(0).floats())));
            }
            System.out.println(session.backend() + ": " + answers);
        }
    }

    /** Grey levels from 0 to 1, as the model was trained. */
    private static float[] nextImage(DataInputStream images) throws IOException {
        float[] image = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            image[i] = images.readUnsignedByte() / 255f;
        }
        return image;
    }

    private static int largest(float[] scores) {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
