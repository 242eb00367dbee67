// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import java.nio.file.Path;

/** A runtime with a model loaded, one thread: every inference copies its input in and its output out. */
interface Peer {

    /** The bytes of the output for bytes of the input, both NHWC. */
    byte[] infer(byte[] input) throws Exception;

    /** Bytes of the input. */
    int inputBytes();

    /** A runtime by its name in the tables. */
    static Peer load(String name, Path model) throws Exception {
        return switch (name) {
            case "lanewise" -> new LanewisePeer(model);
            case "tflite" -> new TflitePeer(model);
            case "onnxruntime" -> new OnnxPeer(model);
            default -> throw new IllegalArgumentException("no runtime \"" + name + "\"");
        };
    }
}
