// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Small files that once broke a reader or took gigabytes: refused by name or run, on both backends with the same bytes.
 */
class HostileFilesTest {

    @Test
    void areRefusedByNameOrRun() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.file("repro"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    runs(file, ModelFiles.load(file));
                } catch (ModelException e) {
                    assertTrue(
                            e.getMessage().startsWith(file.toString())
                                    && !e.getMessage().contains("defect"),
                            e.getMessage());
                }
            }
        }
    }

    private static void runs(Path file, Model model) {
        // Before the inputs are made, which may be too many to make.
        model.newSession().close();
        List<Tensor> tensors =
                Stream.concat(model.inputs().stream(), model.outputs().stream()).toList();
        byte[] inputs = new byte
                [Math.toIntExact(
                        model.inputs().stream().mapToLong(Tensor::bytes).sum())];
        new Random(1).nextBytes(inputs);
        byte[] java = ModelRun.run(model, Backend.JAVA, inputs, 1);
        byte[] mixed = ModelRun.run(model, Backend.NATIVE, inputs, 1);
        if (tensors.stream().noneMatch(tensor -> tensor.type() == DataType.FLOAT32)) {
            SameBytes.check(model, java, mixed, file::toString);
        }
    }
}
