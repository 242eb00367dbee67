// SPDX-License-Identifier: Apache-2.0

/** Trains float models that were deployed, and what conversions have made of them. */
module io.lanewise.training {
    requires transitive io.lanewise.quantizer;
    requires com.fasterxml.jackson.databind;

    exports io.lanewise.training;

    uses io.lanewise.training.TrainingEngine;
}
