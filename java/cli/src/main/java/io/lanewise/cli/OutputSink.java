// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.SessionTensor;
import java.io.IOException;

/** Takes the outputs of a model, sample after sample. */
interface OutputSink {

    /** Takes one output of sample number {@code sample}. */
    void accept(int sample, SessionTensor output) throws IOException;
}
