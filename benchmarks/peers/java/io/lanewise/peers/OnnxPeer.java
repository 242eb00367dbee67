// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime's CPU provider. Input and output tensors are made once, as an application in a hurry would. */
final class OnnxPeer implements Peer {
    private final OrtSession session;
    private final ByteBuffer inputData;
    private final ByteBuffer outputData;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final byte[] output;

    OnnxPeer(Path file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = environment.createSession(file.toString(), options);
        TensorInfo in = (TensorInfo) session.getInputInfo().get("input").getInfo();
        TensorInfo out = (TensorInfo) session.getOutputInfo().get("output").getInfo();
        inputData = ByteBuffer.allocateDirect(Math.toIntExact(in.getNumElements()));
        outputData = ByteBuffer.allocateDirect(Math.toIntExact(out.getNumElements()));
        output = new byte[outputData.capacity()];
        inputs = Map.of("input", OnnxTensor.createTensor(environment, inputData, in.getShape(), OnnxJavaType.INT8));
        outputs = Map.of("output", OnnxTensor.createTensor(environment, outputData, out.getShape(), OnnxJavaType.INT8));
    }

    @Override
    public byte[] infer(byte[] input) throws OrtException {
        inputData.put(0, input);
        session.run(inputs, Set.of(), outputs).close();
        outputData.get(0, output);
        return output;
    }

    @Override
    public int inputBytes() {
        return inputData.capacity();
    }
}
