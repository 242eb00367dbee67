// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.util.Locale;

/** Text and figures as a page holds them. */
final class Html {

    private Html() {
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
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
