// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.tensor.Activation;
import io.lanewise.tflite.schema.ActivationFunctionType;

/** The schema's codes of fused activations. */
final class Activations {

    private Activations() {}

    static Activation of(byte code) {
        switch (code) {
            case ActivationFunctionType.NONE:
                return Activation.NONE;
            case ActivationFunctionType.RELU:
                return Activation.RELU;
            case ActivationFunctionType.RELU6:
                return Activation.RELU6;
            case ActivationFunctionType.RELU_N1_TO_1:
                return Activation.RELU_N1_TO_1;
            default:
                boolean named = code >= 0 && code < ActivationFunctionType.names.length;
                Problem.unless(
                        false,
                        "fused activation %s is not supported",
                        named ? ActivationFunctionType.name(code) : "number " + code);
                return null;
        }
    }
}
