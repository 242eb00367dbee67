// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import java.lang.ref.Cleaner;

/** Says so when a session is garbage-collected that was never closed: its native memory is lost. */
final class LeakWarning implements Runnable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final String model;
    private volatile boolean silent;

    private LeakWarning(String model) {
        this.model = model;
    }

    static LeakWarning watch(Session session, String model) {
        LeakWarning warning = new LeakWarning(model);
        CLEANER.register(session, warning);
        return warning;
    }

    void silence() {
        silent = true;
    }

    @Override
    public void run() {
        if (!silent) {
            System.getLogger("io.lanewise")
                    .log(
                            System.Logger.Level.WARNING,
                            "a session of " + model
                                    + " was not closed and its memory is lost; open sessions in try-with-resources");
        }
    }
}
