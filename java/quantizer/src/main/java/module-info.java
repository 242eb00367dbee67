// SPDX-License-Identifier: Apache-2.0

/**
 * Calibrates, converts to int8, evaluates and writes models. {@link io.lanewise.quantizer.Quantizer} is where to begin.
 */
// ONNX's message classes, what they are made with and linear algebra have no descriptors.
@SuppressWarnings("requires-automatic")
module io.lanewise.quantizer {
    requires transitive io.lanewise.runtime;
    requires com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires ejml.core;
    requires ejml.ddense;
    requires java.desktop;
    requires org.tribuo.util.onnx;

    exports io.lanewise.pruning;
    exports io.lanewise.pruning.mask;
    exports io.lanewise.quantizer;
    exports io.lanewise.quantizer.analysis;
    exports io.lanewise.quantizer.calibration;
    exports io.lanewise.quantizer.conversion;
    exports io.lanewise.quantizer.cost;
    exports io.lanewise.quantizer.data;
    exports io.lanewise.quantizer.evaluation;
    exports io.lanewise.quantizer.lint;
    exports io.lanewise.quantizer.onnx.reading;
    exports io.lanewise.quantizer.onnx.writing;
    exports io.lanewise.quantizer.output;
    exports io.lanewise.quantizer.repair;
    exports io.lanewise.quantizer.tflite;

    // What calibration files say, in JSON.
    opens io.lanewise.quantizer.calibration to
            com.fasterxml.jackson.databind;
}
