// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithXNNPACK;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;

/** TensorFlow Lite with its XNNPACK delegate. */
final class TflitePeer implements Peer {
    private final Interpreter interpreter = new Interpreter((Pointer) null);
    private final BytePointer inputData;
    private final BytePointer outputData;
    private final int inputBytes;
    private final byte[] output;

    TflitePeer(Path file) {
        FlatBufferModel model = FlatBufferModel.BuildFromFile(file.toString());
        InterpreterBuilder builder = new InterpreterBuilder(model, new BuiltinOpResolverWithXNNPACK());
        builder.SetNumThreads(1);
        if (builder.apply(interpreter) != 0 || interpreter.AllocateTensors() != 0) {
            throw new IllegalStateException("TFLite refuses " + file);
        }
        inputData = interpreter.input_tensor(0).data().raw();
        outputData = interpreter.output_tensor(0).data().raw();
        inputBytes = (int) interpreter.input_tensor(0).bytes();
        output = new byte[(int) interpreter.output_tensor(0).bytes()];
    }

    @Override
    public byte[] infer(byte[] input) {
        inputData.put(input, 0, input.length);
        if (interpreter.Invoke() != 0) {
            throw new IllegalStateException("Invoke failed");
        }
        outputData.get(output, 0, output.length);
        return output;
    }

    @Override
    public int inputBytes() {
        return inputBytes;
    }
}
