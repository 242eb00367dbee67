// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.tflite.schema.BuiltinOperator;
import java.util.Locale;

/** What to do about an operator that is not supported. */
final class Unsupported {
    private static final String TEXT =
            "computes on text, which is not supported: do that before the model, and convert the model from there on";

    private Unsupported() {}

    /** Of one of TFLite's own. */
    static String builtin(int code) {
        return switch (code) {
            case BuiltinOperator.HASHTABLE,
                    BuiltinOperator.HASHTABLE_FIND,
                    BuiltinOperator.HASHTABLE_IMPORT,
                    BuiltinOperator.HASHTABLE_SIZE,
                    BuiltinOperator.SKIP_GRAM -> TEXT;
            case BuiltinOperator.UNIQUE, BuiltinOperator.WHERE ->
                "gives as many rows as its input's values ask for, and all sizes must be known before a run: choose"
                        + " values by SELECT_V2, or a fixed number of them by TOPK_V2";
            default -> "not supported";
        };
    }

    /** Of a custom operator, by the name that files give it. */
    static String custom(String name) {
        String accelerator = accelerator(name);
        if (!accelerator.isEmpty()) {
            return "is compiled for " + accelerator + " alone: load the file that was given to its compiler";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tftext:") || lower.contains("sentencepiece") || lower.contains("string")) {
            return TEXT;
        }
        if (name.startsWith("FlexTensorList")) {
            return "needs TensorFlow: convert the model with its recurrent layers unrolled (Keras: unroll=True), or as"
                    + " layers of a fixed batch, so that it has none of TensorFlow's lists";
        }
        if (name.startsWith("Flex")) {
            return "needs TensorFlow: convert the model without SELECT_TF_OPS, and put what that refuses in other"
                    + " words";
        }
        return "not supported; a program may bring it as an io.lanewise.custom.CustomOperator";
    }

    /** The machine that a blob is code for; empty if it is none. */
    private static String accelerator(String name) {
        if (name.startsWith("MTKEXT_")) {
            return "MediaTek's APU";
        }
        return switch (name) {
            case "DISPATCH_OP" -> "the NPU of one chip";
            case "NeutronGraph" -> "NXP's Neutron NPU";
            case "edgetpu-custom-op" -> "Google's Edge TPU";
            case "ethos-u" -> "Arm's Ethos-U NPU";
            default -> "";
        };
    }
}
