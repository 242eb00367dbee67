// SPDX-License-Identifier: Apache-2.0

/** Trains float models that were deployed. */
module io.lanewise.training {
    requires transitive io.lanewise.quantizer;
    requires org.tensorflow.ndarray;
    requires tensorflow;

    exports io.lanewise.training;
    exports io.lanewise.training.tensorflow;
}
