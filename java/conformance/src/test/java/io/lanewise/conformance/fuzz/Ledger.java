// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Campaign.Outcome;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a campaign has come, in a file that is mapped to memory: what was written there is there after a crash. Seeds
 * are done in order.
 */
final class Ledger {
    private static final int NEXT = 0;
    private static final int BEGUN = 8;
    private static final int FINDINGS = 16;
    private static final int MILLISECONDS = 24;
    private static final int OUTCOMES = 32;

    private final MappedByteBuffer cells;

    Ledger(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            cells = channel.map(FileChannel.MapMode.READ_WRITE, 0, OUTCOMES + 8L * Outcome.values().length);
        }
    }

    /** The first seed that is not done. */
    long next() {
        return cells.getLong(NEXT);
    }

    /** Whether that one was begun: its process has died of it. */
    boolean begun() {
        return cells.getLong(BEGUN) > next();
    }

    void begin() {
        cells.putLong(BEGUN, next() + 1);
    }

    void end(Outcome outcome) {
        add(OUTCOMES + 8 * outcome.ordinal(), 1);
        add(NEXT, 1);
    }

    void endWithFinding() {
        add(FINDINGS, 1);
        add(NEXT, 1);
    }

    void spent(long milliseconds) {
        add(MILLISECONDS, milliseconds);
    }

    long findings() {
        return cells.getLong(FINDINGS);
    }

    long milliseconds() {
        return cells.getLong(MILLISECONDS);
    }

    Map<Outcome, Long> outcomes() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            long count = cells.getLong(OUTCOMES + 8 * outcome.ordinal());
            if (count > 0) {
                counts.put(outcome, count);
            }
        }
        return counts;
    }

    private void add(int cell, long amount) {
        cells.putLong(cell, cells.getLong(cell) + amount);
    }
}
