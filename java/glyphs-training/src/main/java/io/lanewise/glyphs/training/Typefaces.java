// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The typefaces of the two sides of the task. No family is on both: the test set asks whether the network knows a
 * letter, not whether it knows a font.
 */
final class Typefaces {

    private static final Path ROOT = Path.of(System.getProperty("glyphs.fonts", "/usr/share/fonts"));

    private static final List<String> TRAINING = List.of(
            "truetype/dejavu/DejaVuSans.ttf",
            "truetype/dejavu/DejaVuSans-Bold.ttf",
            "truetype/dejavu/DejaVuSansMono.ttf",
            "truetype/dejavu/DejaVuSerif.ttf",
            "truetype/dejavu/DejaVuSerif-Bold.ttf",
            "truetype/liberation2/LiberationSans-Regular.ttf",
            "truetype/liberation2/LiberationSans-Bold.ttf",
            "truetype/liberation2/LiberationSans-Italic.ttf",
            "truetype/liberation2/LiberationSerif-Regular.ttf",
            "truetype/liberation2/LiberationSerif-Bold.ttf",
            "truetype/liberation2/LiberationSerif-Italic.ttf",
            "truetype/liberation2/LiberationMono-Regular.ttf",
            "truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
            "truetype/roboto/unhinted/RobotoTTF/Roboto-Black.ttf",
            "truetype/roboto/unhinted/RobotoCondensed-Regular.ttf",
            "truetype/open-sans/OpenSans-Regular.ttf",
            "truetype/open-sans/OpenSans-Bold.ttf",
            "truetype/open-sans/OpenSans-Italic.ttf",
            "truetype/lato/Lato-Regular.ttf",
            "truetype/lato/Lato-Heavy.ttf",
            "truetype/charis/CharisSIL-Regular.ttf",
            "truetype/charis/CharisSIL-BoldItalic.ttf",
            "truetype/quicksand/Quicksand-Medium.ttf",
            "truetype/inconsolata/Inconsolata.otf",
            "opentype/cabin/Cabin-Regular.otf",
            "opentype/cabin/Cabin-BoldItalic.otf",
            "opentype/roboto/slab/RobotoSlab-Regular.otf",
            "opentype/roboto/slab/RobotoSlab-Bold.otf",
            "opentype/courier-prime/Courier Prime.otf",
            "opentype/courier-prime/Courier Prime Bold.otf");

    private static final List<String> TEST = List.of(
            "truetype/clear-sans/ClearSans-Regular.ttf",
            "truetype/clear-sans/ClearSans-Bold.ttf",
            "truetype/crosextra/Carlito-Regular.ttf",
            "truetype/crosextra/Carlito-BoldItalic.ttf",
            "truetype/crosextra/Caladea-Regular.ttf",
            "truetype/crosextra/Caladea-Bold.ttf",
            "truetype/andika/Andika-Regular.ttf",
            "truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
            "truetype/gentium-basic/GenBkBasR.ttf",
            "truetype/gentium-basic/GenBasI.ttf",
            "opentype/cantarell/Cantarell-Regular.otf",
            "opentype/b612/B612-Regular.otf");

    private Typefaces() {}

    /** What the network is trained and calibrated on. */
    static List<Typeface> training() throws IOException {
        return read(TRAINING);
    }

    /** What the network is tested on. */
    static List<Typeface> test() throws IOException {
        return read(TEST);
    }

    private static List<Typeface> read(List<String> files) throws IOException {
        List<Typeface> typefaces = new ArrayList<>();
        for (String file : files) {
            typefaces.add(Typeface.read(ROOT.resolve(file)));
        }
        return typefaces;
    }
}
