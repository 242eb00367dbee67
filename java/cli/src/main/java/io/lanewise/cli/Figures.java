// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.evaluation.Interval;
import java.util.Locale;

/** Figures as tables write them. */
final class Figures {

    private Figures() {}

    /** For example {@code 75.95 %}. */
    static String percent(double fraction) {
        return format("%.2f %%", 100 * fraction);
    }

    /** A part's interval in percent, for example {@code 72.7 - 80.1}. */
    static String interval(Interval interval) {
        return format("%.1f", 100 * interval.low()) + " - " + format("%.1f", 100 * interval.high());
    }

    /** A difference of parts in percentage points, for example {@code -0.35 points}. */
    static String points(double difference) {
        return format("%+.2f points", 100 * difference);
    }

    /** For example {@code 96.2 KiB}. */
    static String bytes(long bytes) {
        return bytes < 1024
                ? bytes + " B"
                : bytes < 1 << 20 ? format("%.1f KiB", bytes / 1024.0) : format("%.1f MiB", bytes / 1048576.0);
    }

    /** For example {@code 12,501,632}. */
    static String count(long count) {
        return format("%,d", count);
    }

    /** Five digits, for example {@code -14.382}. */
    static String real(double value) {
        return format("%.5g", value);
    }

    /** For example {@code 38.2 dB}; {@code exact} where nothing differs. */
    static String decibels(double value) {
        return Double.isInfinite(value) && value > 0 ? "exact" : format("%.1f dB", value);
    }

    /** Six digits after the point. */
    static String cosine(double value) {
        return format("%.6f", value);
    }

    /** For example {@code 412 µs} or {@code 1.24 ms}. */
    static String micros(double micros) {
        return micros < 1000 ? format("%.0f µs", micros) : format("%.2f ms", micros / 1000);
    }

    /** The text, or its beginning and an ellipsis if it is longer than {@code width}. */
    static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
