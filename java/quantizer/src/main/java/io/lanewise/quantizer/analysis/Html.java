// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.output.PlainText;
import java.util.Locale;

/** Text and figures as a page holds them. */
final class Html {

    private Html() {}

    static String escape(String text) {
        return PlainText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * The end of a long name, which tells layers apart. Of names that TFLite's converter has strung together, the
     * first, which is the last operator's.
     */
    static String shortened(String name, int length) {
        int joint = name.indexOf(';');
        String first = joint < 0 ? name : name.substring(0, joint);
        return first.length() <= length ? first : "…" + first.substring(first.length() - length + 1);
    }

    static String decibels(double value) {
        return Double.isInfinite(value) ? value > 0 ? "exact" : "lost" : String.format(Locale.ROOT, "%.1f dB", value);
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, fraction == 0 || fraction >= 0.01 ? "%.2f %%" : "%.2g %%", 100 * fraction);
    }

    static String real(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f KiB", bytes / 1024.0);
    }
}
