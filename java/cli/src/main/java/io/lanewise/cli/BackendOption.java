// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.SessionOptions;
import picocli.CommandLine.Option;

/** What runs the model. */
final class BackendOption {
    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            defaultValue = "auto",
            description = "auto (native where it can be loaded), native or java. Default: ${DEFAULT-VALUE}.")
    private Backend backend;

    SessionOptions sessionOptions() {
        return SessionOptions.defaults().withBackend(backend);
    }
}
