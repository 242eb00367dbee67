// SPDX-License-Identifier: Apache-2.0

/** The command {@code lanewise}. No API. */
module io.lanewise.cli {
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires io.lanewise.glyphs;
    requires io.lanewise.quantizer;
    requires io.lanewise.training;
    requires java.logging;
    requires me.tongfei.progressbar;

    // Options, and records that are printed as JSON.
    opens io.lanewise.cli to
            com.fasterxml.jackson.databind,
            info.picocli;
}
