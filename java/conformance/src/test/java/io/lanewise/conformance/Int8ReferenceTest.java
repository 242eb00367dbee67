// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.SessionOptions;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Official int8 models give the bytes that TFLite's reference kernels gave, recorded in the shared data. */
class Int8ReferenceTest {

    static Stream<Arguments> modelsAndBackends() {
        return StoredModel.list("int8-reference/index.json").stream()
                .flatMap(stored -> Counts.backends().map(backend -> Arguments.of(stored, backend)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("modelsAndBackends")
    void givesTheRecordedBytes(StoredModel stored, Backend backend) throws IOException {
        int count = Math.min(stored.records(), Counts.RECORDS);
        Model model = Model.load(SharedData.file(stored.model()));
        byte[] expected = IdxFile.read(SharedData.file(stored.outputs())).bytes(count);
        SameBytes.check(
                model,
                expected,
                ModelRun.run(model, backend, inputs(stored, count), count),
                () -> stored + " " + backend);
    }

    static Stream<StoredModel> models() {
        return StoredModel.list("int8-reference/index.json").stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void threadsChangeNothing(StoredModel stored) throws IOException {
        int count = Math.min(stored.records(), Counts.RECORDS);
        Model model = Model.load(SharedData.file(stored.model()));
        byte[] expected = IdxFile.read(SharedData.file(stored.outputs())).bytes(count);
        for (int threads : new int[] {2, 3}) {
            SessionOptions options =
                    SessionOptions.defaults().withBackend(Backend.NATIVE).withThreads(threads);
            SameBytes.check(
                    model,
                    expected,
                    ModelRun.run(model, options, inputs(stored, count), count),
                    () -> stored + " on " + threads + " threads");
        }
    }

    private static byte[] inputs(StoredModel stored, int count) {
        if (stored.model().contains("vww96")) {
            return IdxFile.read(SharedData.file("int8-reference/vww96-random-inputs-int8.gz"))
                    .bytes(count);
        }
        byte[] inputs = stored.model().contains("hello_world") ? everyByte(count) : stored.samples(count);
        if (stored.isImage()) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] -= 128;
            }
        }
        return inputs;
    }

    private static byte[] everyByte(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
