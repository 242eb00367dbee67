// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Model;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Public model files that their own runtime runs, by the index that lies beside them. */
final class Zoo {

    private Zoo() {}

    /** Names of the files; one empty name where there is no zoo, whose test then says that it is not run. */
    static List<String> files(String ending) throws IOException {
        Path index = SharedData.folder().resolve("data/zoo/index.tsv");
        if (Files.notExists(index)) {
            return List.of("");
        }
        List<String> lines = Files.readAllLines(index);
        List<String> head = Arrays.asList(lines.get(0).split("\t"));
        return Counts.some(lines.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .filter(cells -> cells[head.indexOf("reference")].equals("runs"))
                .map(cells -> cells[head.indexOf("file")])
                .filter(file -> file.endsWith(ending))
                .toList());
    }

    static ByteBuffer read(String file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(SharedData.file("zoo/" + file)));
    }

    /** Records of inputs: reals of 0 to 1, any 8 and 16 bits, small whole numbers. */
    static byte[] records(Model model, int count) {
        Random random = new Random(1);
        ByteBuffer records = ByteBuffer.allocate(count
                        * model.inputs().stream()
                                .mapToInt(tensor -> (int) tensor.bytes())
                                .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int record = 0; record < count; record++) {
            for (Tensor tensor : model.inputs()) {
                for (int i = 0; i < tensor.shape().elements(); i++) {
                    switch (tensor.type()) {
                        case FLOAT32 -> records.putFloat(random.nextFloat());
                        case INT8, UINT8 -> records.put((byte) random.nextInt());
                        case INT16 -> records.putShort((short) random.nextInt());
                        case INT32 -> records.putInt(random.nextInt(5));
                        case INT64 -> records.putLong(random.nextInt(5));
                        case BOOL -> records.put((byte) random.nextInt(2));
                        case INT4, FLOAT16 -> throw new AssertionError(tensor);
                    }
                }
            }
        }
        return records.array();
    }
}
