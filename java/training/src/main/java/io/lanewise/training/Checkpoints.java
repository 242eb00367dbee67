// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.io.IOException;

/** Where a run is written to, so that it can go on after its process has ended. */
public interface Checkpoints {

    /** Reads and writes none. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Checkpoint read() {
            return null;
        }

        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public void write(Checkpoint checkpoint) {}
    };

    /**
     * {@return where an earlier process was; null if there was none}
     *
     * @throws IOException if what is there cannot be read, or is of another run
     */
    Checkpoint read() throws IOException;

    /** {@return whether it is time to write one} */
    boolean isDue();

    /**
     * Writes one in the place of the last.
     *
     * @param checkpoint where the run is
     * @throws IOException if it cannot be written; the last one is then as it was
     */
    void write(Checkpoint checkpoint) throws IOException;
}
