// SPDX-License-Identifier: Apache-2.0

/** Training as graphs of TensorFlow. */
module io.lanewise.training.tensorflow {
    requires transitive io.lanewise.training;
    requires org.tensorflow.ndarray;
    requires tensorflow;

    exports io.lanewise.training.tensorflow;

    provides io.lanewise.training.TrainingEngine with
            io.lanewise.training.tensorflow.TensorFlowEngine;
}
