// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorAnnotation;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.Quantization;
import java.util.Map;

/** {@code quantization_annotation} of a file: scales of integers that go in or come out, which no node may say. */
record Annotations(GraphProto graph, Map<String, Value> values) {

    /** The quantization of a value of integers; null if the file annotates none for a whole tensor. */
    Quantization of(String name, TensorProto.DataType type) {
        for (TensorAnnotation annotation : graph.getQuantizationAnnotationList()) {
            if (annotation.getTensorName().equals(name)
                    && parameter(annotation, "SCALE_TENSOR") instanceof Literal scale) {
                Literal zeroPoint = parameter(annotation, "ZERO_POINT_TENSOR") instanceof Literal zero ? zero : null;
                return IntegerType.quantization(type, scale, zeroPoint);
            }
        }
        return null;
    }

    private Value parameter(TensorAnnotation annotation, String key) {
        return annotation.getQuantParameterTensorNamesList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .findFirst()
                .map(StringStringEntryProto::getValue)
                .map(values::get)
                .orElse(null);
    }
}
