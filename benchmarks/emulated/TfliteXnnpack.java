// SPDX-License-Identifier: Apache-2.0

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithXNNPACK;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;

/** What io.lanewise.benchmarks.RunModel does, with TensorFlow Lite and its XNNPACK delegate: model file, inferences. */
public final class TfliteXnnpack {

    public static void main(String[] arguments) {
        FlatBufferModel model = FlatBufferModel.BuildFromFile(arguments[0]);
        InterpreterBuilder builder = new InterpreterBuilder(model, new BuiltinOpResolverWithXNNPACK());
        builder.SetNumThreads(1);
        Interpreter interpreter = new Interpreter((Pointer) null);
        if (builder.apply(interpreter) != 0 || interpreter.AllocateTensors() != 0) {
            throw new IllegalStateException("TFLite refuses " + arguments[0]);
        }
        byte[] input = new byte[(int) interpreter.input_tensor(0).bytes()];
        byte[] output = new byte[(int) interpreter.output_tensor(0).bytes()];
        BytePointer inputData = interpreter.typed_input_tensor_byte(0);
        BytePointer outputData = interpreter.typed_output_tensor_byte(0);
        new Random(1).nextBytes(input);
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            inputData.put(input, 0, input.length);
            if (interpreter.Invoke() != 0) {
                throw new IllegalStateException("Invoke failed");
            }
            outputData.get(output, 0, output.length);
        }
        System.out.println(Arrays.toString(output));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
