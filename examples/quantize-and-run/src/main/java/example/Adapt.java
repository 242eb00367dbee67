// SPDX-License-Identifier: Apache-2.0
package example;

import io.lanewise.Session;
import io.lanewise.adaptation.Adaptation;
import io.lanewise.adaptation.AdaptedModel;
import io.lanewise.glyphs.Glyphs;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * On a board: teaches an int8 model other classes, digits and letters that lie on their sides, and prints what it takes
 * further ones for. Arguments: the model file, the file of the new model.
 */
public final class Adapt {
    private static final List<String> CLASSES = List.of("2", "4", "A", "B", "F");
    private static final int EXAMPLES = 34 * 20;
    private static final int OTHERS = 34 * 5;
    private static final int SIDE = 32;
    private static final int IDX_IMAGES_HEADER = 16;
    private static final int IDX_LABELS_HEADER = 8;

    private Adapt() {}

    public static void main(String[] args) throws IOException {
        List<String> names = Glyphs.classNames();
        try (Adaptation adaptation = Adaptation.of(Path.of(args[0]));
                DataInputStream images = new DataInputStream(Glyphs.testImages());
                DataInputStream labels = new DataInputStream(Glyphs.testLabels())) {
            images.skipNBytes(IDX_IMAGES_HEADER);
            labels.skipNBytes(IDX_LABELS_HEADER);
            for (int i = 0; i < EXAMPLES; i++) {
                String name = names.get(labels.readUnsignedByte());
                float[] image = nextImage(images);
                if (CLASSES.contains(name)) {
                    adaptation.example(name, image);
                }
            }
            AdaptedModel adapted = adaptation.train();
            adapted.write(Path.of(args[1]));
            try (Session session = adapted.model().newSession()) {
                StringBuilder answers = new StringBuilder();
                for (int i = 0; i < OTHERS; i++) {
                    String name = names.get(labels.readUnsignedByte());
                    float[] image = nextImage(images);
                    if (CLASSES.contains(name)) {
                        session.input(0).putFloats(image);
                        session.run();
                        answers.append(adapted.classes().get(largest(session.output(0).floats())));
                    }
                }
                System.out.println(session.backend() + ": " + answers);
            }
        }
    }

    /** Grey levels from 0 to 1, turned by 90 degrees. */
    private static float[] nextImage(DataInputStream images) throws IOException {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i % SIDE * SIDE + SIDE - 1 - i / SIDE] = images.readUnsignedByte() / 255f;
        }
        return image;
    }

    private static int largest(float[] scores) {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            largest = scores[i] > scores[largest] ? i : largest;
        }
        return largest;
    }
}
